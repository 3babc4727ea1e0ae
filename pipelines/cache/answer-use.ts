import type { CacheKind } from './kinds.js';
import type { CacheStats } from './stats.js';
import type { CacheTier } from './trace.js';

/** What the cache did for a question about many things: symbols, combinations. */
export interface AnswerUse {
  readonly tier: CacheTier;
  /** Things of which the answer came from the cache. */
  readonly hits: number;
  /** Things that the cache was asked for and did not have. */
  readonly misses: number;
  /** Symbols that something was computed of. */
  readonly computedSymbols: number;
  readonly bytesRead: number;
  /** Seconds that computing what was read took when it was computed. */
  readonly secondsSaved: number;
}

/**
 * The counters of a cache as one question's use of it.
 * @param stats of a cache that was asked nothing else of the kind; undefined without a cache.
 * @param known things that came from the cache, of `things`.
 */
export function answerUse(
  stats: CacheStats | undefined,
  kind: CacheKind,
  { known, things, computedSymbols }: { known: number; things: number; computedSymbols: number },
): AnswerUse {
  const { hits = 0, misses = 0, bytesRead = 0, savedMs = 0 } = stats?.byKind[kind] ?? {};
  return {
    tier: stats?.tier ?? 'none',
    hits: known,
    misses: hits + misses > 0 ? things - known : 0,
    computedSymbols,
    bytesRead,
    secondsSaved: savedMs / 1000,
  };
}
