/** Keeps a failing or slow cache from costing more than it saves. */
export interface Breaker {
  /** Whether the cache may be asked now. */
  isClosed(): boolean;
  /** An answer came. `lostMs` is what it took beyond the expected, `savedMs` the computing it spared. */
  succeeded(lostMs: number, savedMs: number): void;
  /** No answer came, after `lostMs`; `isCut` when the connection broke, which is cheap to find out again. */
  failed(lostMs: number, isCut: boolean): void;
  /** Why it is open because of cost alone; undefined otherwise. */
  readonly isTooSlow: boolean;
}

/** What a cache may lose before it has saved anything: this, and a share of the time since it was opened. */
const GRACE_MS = 100;
const SHARE = 0.05;
const FIRST_RETRY_MS = 50;

/**
 * Opens for `retryAfterMs` when an answer failed to come or when the time lost exceeds the time saved by
 * more than the allowance; for a broken connection at first only 50 ms, doubling with every failure.
 */
export function createBreaker(retryAfterMs: number, clock: () => number): Breaker {
  const start = clock();
  let openUntil = Number.NEGATIVE_INFINITY;
  let cuts = 0;
  let lost = 0;
  let saved = 0;
  let isTooSlow = false;
  const judge = (): void => {
    isTooSlow = lost > saved + GRACE_MS + SHARE * (clock() - start);
    if (isTooSlow) openUntil = clock() + retryAfterMs;
  };
  return {
    isClosed: () => clock() >= openUntil,
    succeeded(lostMs, savedMs) {
      lost += lostMs;
      saved += savedMs;
      cuts = 0;
      judge();
    },
    failed(lostMs, isCut) {
      lost += lostMs;
      const pauseMs = isCut ? Math.min(retryAfterMs, FIRST_RETRY_MS * 2 ** cuts) : retryAfterMs;
      if (isCut) cuts += 1;
      openUntil = clock() + pauseMs;
      judge();
    },
    get isTooSlow() {
      return isTooSlow;
    },
  };
}
