import { Problem } from '../errors/index.js';
import { workThrough } from '../workers/index.js';
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
  else
    await workThrough<FitTask, ToTrainWorker, FitResult>({
      entry: 'train/train-worker.ts',
      tasks: left,
      workers: options.workers,
      setup: { type: 'setup', inputs, options },
      request: (task) => ({ type: 'fit', task }),
      onReply: take,
      signal: context.signal,
      cancelled,
    });
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

function cancelled(): Problem {
  return new Problem('cancelled', 'the training was cancelled', {
    suggestion: 'The finished fits are kept: run the same command again to go on from them.',
  });
}
