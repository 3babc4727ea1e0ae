const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;

/** Every kind. The position in this list is the kind's number in stored values and traces: append only. */
export const CACHE_KINDS = [
  'features',
  'scores',
  'bars',
  'predictions',
  'scan',
  'sweep',
  'vendor',
  'state',
  'backtest',
] as const;

export type CacheKind = (typeof CACHE_KINDS)[number];

/**
 * Kinds that keep their place in the list, and that nothing is written to. A symbol's scores are kept with
 * its `features`, those of a whole universe with its `scan`, those of a model as `predictions`. Adjusted bars
 * are no dearer to make than to keep: of 505 symbols x 5 years, DuckDB and the adjustment take 73 ms of
 * processor time, reading them from lmdb 22 ms, from Redis 44 ms, and writing them 125 ms or 106 ms, of
 * commands that take 1.5 s and more. A night changes them all, so only the third command of a day would gain,
 * by a thirtieth (measured 2026-11-21, least of four).
 */
const RESERVED: readonly CacheKind[] = ['scores', 'bars'];

/** The kinds that something is kept as. */
export const KEPT_KINDS: readonly CacheKind[] = CACHE_KINDS.filter((kind) => !RESERVED.includes(kind));

/** How long a value of a kind may be used, and how large one may be. */
export interface KindLimits {
  readonly ttlMs: number;
  readonly maxValueBytes: number;
}

/**
 * Keys are content, so nothing goes stale by itself: a TTL only bounds how long an unused value takes
 * room. Vendor responses are the exception: they answer for a moment.
 */
export const KIND_LIMITS: Readonly<Record<CacheKind, KindLimits>> = {
  features: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
  scores: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
  bars: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
  predictions: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
  scan: { ttlMs: 7 * DAY_MS, maxValueBytes: 128 * MIB },
  sweep: { ttlMs: 30 * DAY_MS, maxValueBytes: 16 * MIB },
  vendor: { ttlMs: DAY_MS, maxValueBytes: 32 * MIB },
  state: { ttlMs: 30 * DAY_MS, maxValueBytes: 16 * MIB },
  backtest: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
};

/** Whether a text names a kind, also one that nothing is kept as. */
export function isCacheKind(text: string): text is CacheKind {
  return (CACHE_KINDS as readonly string[]).includes(text);
}
