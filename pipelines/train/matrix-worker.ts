import { parentPort } from 'node:worker_threads';
import { Problem } from '../errors/index.js';
import { createFiller, type FillSetup, type SymbolTask } from './fill-cells.js';
import { type RankTask, rankColumn } from './rank-column.js';

export type ToMatrixWorker =
  | { readonly type: 'setup'; readonly setup: FillSetup }
  | { readonly type: 'fill'; readonly tasks: readonly SymbolTask[] }
  | { readonly type: 'rank'; readonly task: RankTask };

/** How many symbols were filled, or columns ranked. */
export type MatrixReply = number;

const port = parentPort;
if (!port) throw new Problem('internal', 'matrix-worker.ts is started as a worker thread');

let fill: ReturnType<typeof createFiller> | undefined;

port.on('message', (message: ToMatrixWorker) => {
  switch (message.type) {
    case 'setup':
      fill = createFiller(message.setup);
      return;
    case 'fill':
      if (!fill) throw new Problem('internal', 'matrix-worker: symbols came before the setup');
      for (const task of message.tasks) fill(task);
      port.postMessage(message.tasks.length satisfies MatrixReply);
      return;
    case 'rank':
      rankColumn(message.task);
      port.postMessage(1 satisfies MatrixReply);
      return;
  }
});
