const TICK_MS = 5;
/** A tick that comes later than this came to a thread that was busy, or not running. */
const LONGEST_TICK_MS = 2 * TICK_MS;
/** A store slower than this, per answer and beyond, costs more than it should. */
const EXPECTED_BYTES_PER_MS = 50_000;
const EXPECTED_ANSWER_MS = 20;

/** An answer did not come in time. */
export class TimeoutError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimeoutError';
  }
}

export interface Waited<T> {
  readonly value: T;
  /** Time spent waiting on the other side, to the nearest few milliseconds. */
  readonly waitedMs: number;
}

/**
 * Waits for an answer, at most `timeoutMs` of time in which this thread was free to receive it. A thread
 * that computes for a second has not waited for a second, so the wait is counted in timer ticks.
 * @throws TimeoutError
 */
export async function awaitWithin<T>(promise: Promise<T>, timeoutMs: number): Promise<Waited<T>> {
  let waitedMs = 0;
  let last = performance.now();
  const tick = (): number => {
    const now = performance.now();
    waitedMs += Math.min(now - last, LONGEST_TICK_MS);
    last = now;
    return waitedMs;
  };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (tick() >= timeoutMs) reject(new TimeoutError(`no answer within ${Math.round(timeoutMs)} ms`));
    }, TICK_MS);
  });
  try {
    const value = await Promise.race([promise, tooLate]);
    return { value, waitedMs: tick() };
  } finally {
    clearInterval(timer);
  }
}

/** What a wait of `tookMs` for an answer with so many bytes was longer than it should have been. */
export function lateMs(tookMs: number, bytes: number): number {
  return Math.max(0, tookMs - EXPECTED_ANSWER_MS - bytes / EXPECTED_BYTES_PER_MS);
}
