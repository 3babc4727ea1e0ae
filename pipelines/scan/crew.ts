import { Problem } from '../errors/index.js';
import { startWorkers, type WorkerBundle, type WorkerPool } from '../workers/index.js';
import type { FromWorker, ToWorker } from './scan-messages.js';

/** The threads of a scan, and how those who wait for them hear that it is over. */
export interface Crew {
  readonly pool: WorkerPool<ToWorker, FromWorker>;
  /** Rejects when a thread fails or the scan is over; never resolves. */
  readonly ended: Promise<never>;
  readonly stop: AbortSignal;
}

export interface CrewOptions {
  readonly workers: number;
  readonly signal: AbortSignal | undefined;
  /** What the threads run, where that is on record already. */
  readonly bundle?: WorkerBundle;
}

export const SCAN_WORKER = 'scan/scan-worker.ts';

/**
 * Starts threads, lets `work` use them, and ends them whatever happens.
 * @throws what `work` throws, a thread's failure, or Problem when `signal` cancels.
 */
export async function withCrew<T>(
  { workers, signal, bundle }: CrewOptions,
  work: (crew: Crew) => Promise<T>,
): Promise<T> {
  const pool = startWorkers<ToWorker, FromWorker>(SCAN_WORKER, workers, bundle);
  const end = new AbortController();
  const ended = Promise.race([pool.failure, cancellation(signal), cancellation(end.signal)]);
  // Whoever waits for a thread hears of the end; that nobody waits is no fault.
  ended.catch(() => {});
  const working = work({ pool, ended, stop: end.signal });
  try {
    return await Promise.race([working, ended]);
  } finally {
    end.abort();
    await pool.close();
    // The caller may close the database now: nothing reads from it any more.
    await Promise.allSettled([working]);
  }
}

function cancellation(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new Problem('cancelled', 'the scan was cancelled'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

/** Sends one message to every thread and waits for each one's answer of the given type, in thread order. */
export function everyWorker<T extends FromWorker['type']>(
  { pool, ended }: Crew,
  message: (worker: number) => ToWorker,
  answer: T,
): Promise<Extract<FromWorker, { type: T }>[]> {
  const answers: Extract<FromWorker, { type: T }>[] = [];
  let missing = pool.size;
  const answered = new Promise<typeof answers>((resolve) => {
    const stop = pool.onReply((worker, reply) => {
      if (reply.type !== answer) return;
      answers[worker] = reply as Extract<FromWorker, { type: T }>;
      if (--missing > 0) return;
      stop();
      resolve(answers);
    });
    for (let worker = 0; worker < pool.size; worker++) pool.send(worker, message(worker));
  });
  return Promise.race([answered, ended]);
}
