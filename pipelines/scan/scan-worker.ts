import { parentPort } from 'node:worker_threads';
import { Problem } from '../errors/index.js';
import { createScanner } from './symbol-scanner.js';
import type { FromWorker, ToWorker } from './scan-messages.js';

const port = parentPort;
if (!port) throw new Problem('internal', 'scan-worker.ts is started as a worker thread');

const reply = (message: FromWorker) => port.postMessage(message);
let scanner: ReturnType<typeof createScanner> | undefined;

port.on('message', (message: ToWorker) => {
  if (message.type === 'setup') {
    scanner = createScanner(message.setup);
    return;
  }
  if (!scanner) throw new Problem('internal', `scan-worker: "${message.type}" came before the setup`);
  switch (message.type) {
    case 'chunk':
      reply({ type: 'chunk-done', ...scanner.add(message.symbols) });
      break;
    case 'known':
      reply({ type: 'chunk-done', ...scanner.addKnown(message.symbols), computed: [] });
      break;
    case 'cross':
      scanner.cross(message);
      reply({ type: 'cross-done' });
      break;
    case 'local':
      scanner.local(message.stage);
      reply({ type: 'local-done' });
      break;
    case 'finish':
      reply({ type: 'finished', ...scanner.finish() });
      break;
  }
});
