import { type AnswerUse, type CacheStats, useWords } from '../cache/index.js';

/**
 * What the cache did for a scan. Hits came by themselves or within a whole result that was still right; computed are
 * symbols whose indicators were computed from their bars; seconds are spread over this scan's threads.
 */
export interface CacheUse extends AnswerUse {
  /** Symbols whose indicators went on from where an earlier scan had left them, for further bars alone. */
  readonly extendedSymbols: number;
  /** In words: why the scan did not go on from an earlier one that the cache knows of. */
  readonly whyNotExtended?: string;
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
