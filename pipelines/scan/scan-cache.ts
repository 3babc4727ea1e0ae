import { type Cache, type CacheStats, type CacheTier, useWords } from '../cache/index.js';

/** What a scan needs to ask the cache. */
export interface ScanCache {
  readonly cache: Cache;
  /** Hash of all the program's sources: results as a whole are answered for by all of them. */
  readonly codeHash: string;
  /** Hash of the code that computes a symbol; by default that of the worker's own sources. */
  readonly kernelHash?: string;
  /** Ask for nothing, compute everything and put it in the cache. */
  readonly refresh?: boolean;
}

/** What the cache did for a scan. */
export interface CacheUse {
  readonly tier: CacheTier;
  /** Symbols whose values came from the cache, by themselves or within a whole result that was still right. */
  readonly hits: number;
  /** Symbols that the cache was asked for and did not have. */
  readonly misses: number;
  /** Symbols whose indicators were computed from their bars. */
  readonly computedSymbols: number;
  /** Symbols whose indicators went on from where an earlier scan had left them, for further bars alone. */
  readonly extendedSymbols: number;
  /** In words: why the scan did not go on from an earlier one that the cache knows of. */
  readonly whyNotExtended?: string;
  readonly bytesRead: number;
  /** Seconds that computing what was read took when it was computed, spread over this scan's threads. */
  readonly secondsSaved: number;
}

/** What a cache has done up to now, as far as a scan is concerned. */
export interface CacheSnapshot {
  readonly bytesRead: number;
  readonly symbolMs: number;
  readonly scanMs: number;
}

/** Reads the counters; the difference of two snapshots is what happened in between. */
export function cacheSnapshot(stats: CacheStats): CacheSnapshot {
  const { features, scan, state } = stats.byKind;
  return {
    bytesRead: (features?.bytesRead ?? 0) + (scan?.bytesRead ?? 0) + (state?.bytesRead ?? 0),
    symbolMs: features?.savedMs ?? 0,
    scanMs: scan?.savedMs ?? 0,
  };
}

/** One line in words. */
export function cacheWords(use: CacheUse): string {
  const { computedSymbols: computed, extendedSymbols, whyNotExtended } = use;
  const more = extendedSymbols > 0 ? `, ${extendedSymbols} of them extended by further bars` : '';
  const isTold = computed > 0 && whyNotExtended !== undefined;
  const done = 'computed';
  const rest = isTold ? `${computed} ${done} from the first bar on, because ${whyNotExtended}` : undefined;
  return useWords({ ...use, computed }, { things: 'symbols', done, more, rest });
}
