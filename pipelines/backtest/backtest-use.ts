import { type AnswerUse, answerUse, type CodeCache, useWords } from '../cache/index.js';

/** What the cache has done for a backtest since it was opened: symbols' accounts came from it together or not at all. */
export function backtestUse(
  codeCache: CodeCache | undefined,
  { symbols, isKnown }: { readonly symbols: number; readonly isKnown: boolean },
): AnswerUse {
  return answerUse(codeCache?.cache.stats(), 'backtest', {
    known: isKnown ? symbols : 0,
    things: symbols,
    computedSymbols: isKnown ? 0 : symbols,
  });
}

/** One line in words. */
export function backtestWords(use: AnswerUse): string {
  return useWords({ ...use, computed: use.computedSymbols }, { things: 'symbols', done: 'computed' });
}
