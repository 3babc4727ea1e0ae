export interface BreakerOptions {
  readonly retryAfterMs: number;
  readonly graceMs: number;
  /** Milliseconds that only ever go forward. */
  readonly clock: () => number;
  /** Told when it opens because of answers that came, but too late. */
  readonly onTooSlow?: () => void;
}

/** Keeps a failing or slow cache from costing more than it saves. */
export interface Breaker {
  /** Whether the cache may be asked now. */
  isClosed(): boolean;
  /** An answer came, `lostMs` later than expected. */
  answered(lostMs: number): void;
  /** A hit spared so much computing. */
  spared(savedMs: number): void;
  /** No answer came, after `lostMs`; `isCut` when the connection broke, which is cheap to find out again. */
  failed(lostMs: number, isCut: boolean): void;
}

/** What a cache may lose before it has saved anything: its grace, and this share of the time since it was opened. */
const SHARE = 0.05;
const FIRST_RETRY_MS = 50;

/**
 * Opens for `retryAfterMs` when an answer failed to come or when the time lost exceeds the time saved by
 * more than the allowance; for a broken connection at first only 50 ms, doubling with every failure.
 */
export function createBreaker({ retryAfterMs, graceMs, clock, onTooSlow }: BreakerOptions): Breaker {
  const start = clock();
  let openUntil = Number.NEGATIVE_INFINITY;
  let cuts = 0;
  let lost = 0;
  let saved = 0;
  const isOverdrawn = (): boolean => lost > saved + graceMs + SHARE * (clock() - start);
  return {
    isClosed: () => clock() >= openUntil,
    spared(savedMs) {
      saved += savedMs;
    },
    answered(lostMs) {
      lost += lostMs;
      cuts = 0;
      if (!isOverdrawn()) return;
      openUntil = clock() + retryAfterMs;
      onTooSlow?.();
    },
    failed(lostMs, isCut) {
      lost += lostMs;
      const isCheap = isCut && !isOverdrawn();
      const pauseMs = isCheap ? Math.min(retryAfterMs, FIRST_RETRY_MS * 2 ** cuts) : retryAfterMs;
      if (isCut) cuts += 1;
      openUntil = clock() + pauseMs;
    },
  };
}
