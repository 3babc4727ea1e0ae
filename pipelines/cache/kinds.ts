const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;

/** What is cached. The position in this list is the kind's number in stored values and traces: append only. */
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
  state: { ttlMs: 7 * DAY_MS, maxValueBytes: 16 * MIB },
  backtest: { ttlMs: 30 * DAY_MS, maxValueBytes: 64 * MIB },
};

/** Whether a text names a kind. */
export function isCacheKind(text: string): text is CacheKind {
  return (CACHE_KINDS as readonly string[]).includes(text);
}
