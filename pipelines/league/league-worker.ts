import { parentPort } from 'node:worker_threads';
import type { LeagueReply, LeagueSetup, ToLeagueWorker } from './league-messages.js';
import { runLeagueStrategy } from './run-league-strategy.js';

const port = parentPort;
if (!port) throw new Error('league-worker.ts is started as a worker thread');

let setup: LeagueSetup | undefined;

port.on('message', (message: ToLeagueWorker) => {
  if (message.type === 'setup') {
    setup = message.setup;
    return;
  }
  if (!setup) throw new Error('league-worker: a strategy came before the setup');
  port.postMessage(answer(message.strategy, setup));
});

function answer(strategy: Parameters<typeof runLeagueStrategy>[0], known: LeagueSetup): LeagueReply {
  try {
    return { type: 'ran', run: runLeagueStrategy(strategy, known) };
  } catch (error) {
    return {
      type: 'failed',
      name: strategy.name,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
