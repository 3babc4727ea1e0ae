import { type CacheStats, type CacheTier, useWords } from '../cache/index.js';

/** What the cache did for the scores of a session. */
export interface ScoreUse {
  readonly tier: CacheTier;
  /** Symbols whose scores came from the cache: all of them or none. */
  readonly hits: number;
  /** Symbols that the cache was asked for and did not have. */
  readonly misses: number;
  readonly computedSymbols: number;
  readonly bytesRead: number;
  /** Seconds that the model took when it scored what was read. */
  readonly secondsSaved: number;
}

/** @param stats of the cache that was asked for these scores alone; undefined without one. */
export function scoreUse(stats: CacheStats | undefined, symbols: number): ScoreUse {
  const { hits = 0, misses = 0, bytesRead = 0, savedMs = 0 } = stats?.byKind.predictions ?? {};
  return {
    tier: stats?.tier ?? 'none',
    hits: hits > 0 ? symbols : 0,
    misses: hits === 0 && misses > 0 ? symbols : 0,
    computedSymbols: hits > 0 ? 0 : symbols,
    bytesRead,
    secondsSaved: savedMs / 1000,
  };
}

/** One line in words: features and reasons are computed in any case. */
export function scoreWords(use: ScoreUse): string {
  const words = { things: 'scores', done: 'computed', rest: 'features and reasons computed' };
  return useWords({ ...use, computed: use.computedSymbols }, words);
}
