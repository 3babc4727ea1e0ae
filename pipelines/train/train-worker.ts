import { parentPort } from 'node:worker_threads';
import { Problem } from '../errors/index.js';
import { type FitInputs, type FitResult, type FitTask, fitRange } from './fit-range.js';
import type { TrainOptions } from './train-options.js';

export type ToTrainWorker =
  | { readonly type: 'setup'; readonly inputs: FitInputs; readonly options: TrainOptions }
  | { readonly type: 'fit'; readonly task: FitTask };

const port = parentPort;
if (!port) throw new Problem('internal', 'train-worker.ts is started as a worker thread');

let setup: { readonly inputs: FitInputs; readonly options: TrainOptions } | undefined;

port.on('message', (message: ToTrainWorker) => {
  if (message.type === 'setup') {
    setup = message;
    return;
  }
  if (!setup) throw new Problem('internal', 'train-worker: a fit came before the setup');
  const result: FitResult = fitRange(setup.inputs, message.task, setup.options);
  port.postMessage(result);
});
