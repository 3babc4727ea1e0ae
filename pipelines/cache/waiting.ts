const TICK_MS = 5;

/** An answer did not come in time. */
export class TimeoutError extends Error {
  constructor(waitedMs: number) {
    super(`no answer within ${waitedMs} ms`);
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
export function awaitWithin<T>(promise: Promise<T>, timeoutMs: number): Promise<Waited<T>> {
  return new Promise((resolve, reject) => {
    let waitedMs = 0;
    const timer = setInterval(() => {
      waitedMs += TICK_MS;
      if (waitedMs < timeoutMs) return;
      clearInterval(timer);
      reject(new TimeoutError(timeoutMs));
    }, TICK_MS);
    promise.then(
      (value) => {
        clearInterval(timer);
        resolve({ value, waitedMs });
      },
      (error: unknown) => {
        clearInterval(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
