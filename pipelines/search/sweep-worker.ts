import { parentPort } from 'node:worker_threads';
import { createBlockRunner } from './sweep-block.js';
import type { ToSweepWorker } from './sweep-messages.js';

const port = parentPort;
if (!port) throw new Error('sweep-worker.ts is started as a worker thread');

let run: ReturnType<typeof createBlockRunner> | undefined;

port.on('message', (message: ToSweepWorker) => {
  if (message.type === 'setup') {
    run = createBlockRunner(message.setup);
    return;
  }
  if (!run) throw new Error('sweep-worker: a block came before the setup');
  port.postMessage(run(message.task));
});
