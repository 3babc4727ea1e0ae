import { parentPort, threadId } from 'node:worker_threads';

/** What the thread adds to each square, or the number that it cannot do. */
export type ToSquaringWorker =
  | { readonly type: 'setup'; readonly added: number }
  | { readonly type: 'square'; readonly value: number };

export interface Squared {
  readonly value: number;
  readonly square: number;
  readonly thread: number;
}

const port = parentPort;
if (!port) throw new Error('squaring-worker.ts is started as a worker thread');

let added = 0;

port.on('message', (message: ToSquaringWorker) => {
  if (message.type === 'setup') {
    added = message.added;
    return;
  }
  const { value } = message;
  if (value < 0) throw new Error(`${value} has no place here`);
  port.postMessage({ value, square: value * value + added, thread: threadId } satisfies Squared);
});
