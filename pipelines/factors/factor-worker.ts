import { parentPort } from 'node:worker_threads';
import { createJudge } from './create-judge.js';
import type { FactorReply, ToFactorWorker } from './factor-messages.js';

const port = parentPort;
if (!port) throw new Error('factor-worker.ts is started as a worker thread');

let judge: ReturnType<typeof createJudge> | undefined;

port.on('message', (message: ToFactorWorker) => {
  if (message.type === 'setup') {
    judge = createJudge(message.setup);
    return;
  }
  if (!judge) throw new Error('factor-worker: a feature came before the setup');
  const sheet: FactorReply = judge(message.subject);
  port.postMessage(sheet);
});
