import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '../errors/index.js';
import { type Bundle, PROJECT } from '../program/index.js';
import { bundleWorker } from './bundle-worker.js';

const BOOT = join(PROJECT, 'pipelines/workers/boot.mjs');

/** A fixed set of threads that keep their state between messages. */
export interface WorkerPool<Request, Reply> {
  readonly size: number;
  send(worker: number, message: Request, transfer?: readonly ArrayBuffer[]): void;
  /** Calls the listener for each reply, until the returned function is called; an exception fails the pool. */
  onReply(listener: (worker: number, reply: Reply) => void): () => void;
  /** Settles with the first failure of any thread; never resolves otherwise. */
  readonly failure: Promise<never>;
  close(): Promise<void>;
}

/**
 * Starts threads on a TypeScript entry.
 * @param entry path of the entry from the folder `pipelines/`, such as `scan/scan-worker.ts`.
 * @param bundle the entry's bundle, where the caller has asked for it already.
 */
export function startWorkers<Request, Reply>(
  entry: string,
  size: number,
  bundle: Bundle | undefined = bundleWorker(entry),
): WorkerPool<Request, Reply> {
  const file = pathToFileURL(join(PROJECT, 'pipelines', entry)).href;
  const listeners = new Set<(worker: number, reply: Reply) => void>();
  let fail: (error: unknown) => void = () => {};
  let closing = false;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // A pool nobody waits for any more must not bring the process down.
  failure.catch(() => {});
  const workers = Array.from({ length: size }, (_, index) => {
    const worker = bundle ? new Worker(bundle.path) : new Worker(BOOT, { workerData: { entry: file } });
    worker.on('message', (reply: Reply) => {
      try {
        for (const listener of listeners) listener(index, reply);
      } catch (error) {
        fail(error);
      }
    });
    worker.on('error', (cause) =>
      fail(new Problem('internal', `a worker thread failed: ${cause.message}`, { cause })),
    );
    worker.on('exit', (code) => {
      if (!closing) fail(new Problem('internal', `a worker thread ended with code ${code}`));
    });
    return worker;
  });
  return {
    size,
    send: (worker, message, transfer) =>
      workers[worker].postMessage(message, transfer as ArrayBuffer[] | undefined),
    onReply: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    failure,
    async close() {
      closing = true;
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
