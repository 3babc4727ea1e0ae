import { parentPort } from 'node:worker_threads';
import type { Panel } from '../../models/expressions/index.js';
import { evaluateAlphas, randomPanel } from './alphas-market.js';

export type ToAlphasWorker =
  | { readonly type: 'market'; readonly symbols: number; readonly sessions: number }
  | { readonly type: 'batch'; readonly batch: number };
export type AlphasReply = 'ready' | 'done';

const port = parentPort;
if (!port) throw new Error('alphas-worker.ts is started as a worker thread');

let panel: Panel | undefined;

port.on('message', (message: ToAlphasWorker) => {
  let reply: AlphasReply = 'ready';
  if (message.type === 'market') {
    panel = randomPanel(message.symbols, message.sessions);
  } else {
    if (!panel) throw new Error('alphas-worker: a batch came before the market');
    evaluateAlphas(message.batch, panel);
    reply = 'done';
  }
  port.postMessage(reply);
});
