import { type AnswerUse, answerUse, type CacheStats, useWords } from '../cache/index.js';

/**
 * What the cache did for the scores of a session: of all symbols or of none.
 * @param stats of the cache that was asked for these scores alone; undefined without one.
 */
export function scoreUse(stats: CacheStats | undefined, symbols: number): AnswerUse {
  const isKnown = (stats?.byKind.predictions?.hits ?? 0) > 0;
  return answerUse(stats, 'predictions', {
    known: isKnown ? symbols : 0,
    things: symbols,
    computedSymbols: isKnown ? 0 : symbols,
  });
}

/** One line in words: features and reasons are computed in any case. */
export function scoreWords(use: AnswerUse): string {
  const words = { things: 'scores', done: 'computed', rest: 'features and reasons computed' };
  return useWords({ ...use, computed: use.computedSymbols }, words);
}
