import { type Cache, type CacheTier, useWords } from '../cache/index.js';

/** What a sweep needs to ask the cache. */
export interface SweepCache {
  readonly cache: Cache;
  /** Hash of all the program's sources: what is said of a whole sweep is answered for by all of them. */
  readonly codeHash: string;
  /** Hash of the code that computes a combination; by default that of the worker's own sources. */
  readonly kernelHash?: string;
  /** Ask for nothing, compute everything and put it in the cache. */
  readonly refresh?: boolean;
}

/** What the cache did for a sweep. */
export interface SweepUse {
  readonly tier: CacheTier;
  /** Combinations whose results came from the cache. */
  readonly hits: number;
  /** Combinations that the cache was asked for and did not have. */
  readonly misses: number;
  /** Combinations that were simulated, and the symbols they were simulated on. */
  readonly computedCombinations: number;
  readonly computedSymbols: number;
  readonly bytesRead: number;
  /** Seconds that computing what was read took when it was computed. */
  readonly secondsSaved: number;
}

/**
 * What the cache has done for a sweep since it was opened.
 * @param swept combinations and symbols, and how many of the combinations came from the cache.
 */
export function sweepUse(
  sweepCache: SweepCache | undefined,
  swept: { readonly combinations: number; readonly known: number; readonly symbols: number },
): SweepUse {
  const { combinations, known, symbols } = swept;
  const computed = combinations - known;
  const { bytesRead = 0, savedMs = 0 } = sweepCache?.cache.stats().byKind.sweep ?? {};
  const isAsked = sweepCache !== undefined && !sweepCache.refresh && sweepCache.cache.tier !== 'none';
  return {
    tier: sweepCache?.cache.tier ?? 'none',
    hits: known,
    misses: isAsked ? computed : 0,
    computedCombinations: computed,
    computedSymbols: computed > 0 ? symbols : 0,
    bytesRead,
    secondsSaved: savedMs / 1000,
  };
}

/** One line in words. */
export function sweepWords(use: SweepUse): string {
  const computed = use.computedCombinations;
  return useWords({ ...use, computed }, { things: 'combinations', done: 'computed' });
}
