import { Problem } from '../errors/index.js';
import { startWorkers } from '../workers/index.js';
import { type FitInputs, type FitResult, type FitTask, fitRange } from './fit-range.js';
import type { ToTrainWorker } from './train-worker.js';
import type { TrainOptions } from './train-options.js';

export interface FitContext {
  /** Called after each fit. */
  readonly onFit?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Fits finished by an earlier, interrupted training, and where to keep new ones. */
  readonly checkpoint?: {
    load(id: string): FitResult | undefined;
    save(result: FitResult): void;
  };
}

/**
 * Runs every task, in this thread or on worker threads, and returns the results in the order of the
 * tasks. Each task depends on its inputs and the seed alone, so the number of threads changes nothing.
 * @throws Problem of kind `cancelled` when the signal is raised; finished fits are in the checkpoint.
 */
export async function runFits(
  inputs: FitInputs,
  tasks: readonly FitTask[],
  options: TrainOptions,
  context: FitContext,
): Promise<FitResult[]> {
  const results = new Map<string, FitResult>();
  for (const { id } of tasks) {
    const known = context.checkpoint?.load(id);
    if (known) results.set(id, known);
  }
  const left = tasks.filter(({ id }) => !results.has(id));
  const take = (result: FitResult) => {
    results.set(result.id, result);
    context.checkpoint?.save(result);
    context.onFit?.(results.size, tasks.length);
  };
  if (options.workers === 0 || left.length < 2) await fitHere(inputs, left, options, context, take);
  else await fitOnWorkers(inputs, left, options, context, take);
  return tasks.map(({ id }) => results.get(id) as FitResult);
}

async function fitHere(
  inputs: FitInputs,
  tasks: readonly FitTask[],
  options: TrainOptions,
  { signal }: FitContext,
  take: (result: FitResult) => void,
): Promise<void> {
  for (const task of tasks) {
    // Lets a signal or a progress bar through between two fits.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw cancelled();
    take(fitRange(inputs, task, options));
  }
}

async function fitOnWorkers(
  inputs: FitInputs,
  tasks: readonly FitTask[],
  options: TrainOptions,
  { signal }: FitContext,
  take: (result: FitResult) => void,
): Promise<void> {
  const size = Math.min(options.workers, tasks.length);
  const pool = startWorkers<ToTrainWorker, FitResult>('train/train-worker.ts', size);
  try {
    await new Promise<void>((resolve, reject) => {
      let next = 0;
      let done = 0;
      const feed = (worker: number) => {
        if (next < tasks.length) pool.send(worker, { type: 'fit', task: tasks[next++] });
      };
      pool.onReply((worker, result) => {
        take(result);
        feed(worker);
        if (++done === tasks.length) resolve();
      });
      pool.failure.catch(reject);
      if (signal?.aborted) reject(cancelled());
      signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
      for (let worker = 0; worker < size; worker++) {
        pool.send(worker, { type: 'setup', inputs, options });
        feed(worker);
      }
    });
  } finally {
    await pool.close();
  }
}

function cancelled(): Problem {
  return new Problem('cancelled', 'the training was cancelled', {
    suggestion: 'The finished fits are kept: run the same command again to go on from them.',
  });
}
