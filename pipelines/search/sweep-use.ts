import { type AnswerUse, answerUse, type CodeCache, useWords } from '../cache/index.js';

/** What the cache did for a sweep; hits and misses are combinations. */
export interface SweepUse extends AnswerUse {
  /** Combinations that were simulated. */
  readonly computedCombinations: number;
}

/**
 * What the cache has done for a sweep since it was opened.
 * @param swept combinations and symbols, and how many of the combinations came from the cache.
 */
export function sweepUse(
  codeCache: CodeCache | undefined,
  swept: { readonly combinations: number; readonly known: number; readonly symbols: number },
): SweepUse {
  const { combinations: things, known, symbols } = swept;
  const computedCombinations = things - known;
  const computedSymbols = computedCombinations > 0 ? symbols : 0;
  return {
    ...answerUse(codeCache?.cache.stats(), 'sweep', { known, things, computedSymbols }),
    computedCombinations,
  };
}

/** One line in words. */
export function sweepWords(use: SweepUse): string {
  const computed = use.computedCombinations;
  return useWords({ ...use, computed }, { things: 'combinations', done: 'computed' });
}
