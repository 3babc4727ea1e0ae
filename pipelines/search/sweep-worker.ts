import { parentPort } from 'node:worker_threads';
import { findStrategy, type Strategy, withVolatility } from '../../models/strategies/index.js';
import { importStrategyCode } from '../strategy-files/index.js';
import { createPortfolioRunner } from './portfolio-block.js';
import { createBlockRunner } from './sweep-block.js';
import type { SweepBlock, SweepBlockResult, SweptStrategy, ToSweepWorker } from './sweep-messages.js';

type Run = (task: SweepBlock) => SweepBlockResult;

const port = parentPort;
if (!port) throw new Error('sweep-worker.ts is started as a worker thread');

let run: Promise<Run> | undefined;

// A strategy's module is loaded while blocks are already waiting.
port.on('message', (message: ToSweepWorker) => {
  if (message.type === 'setup') run = prepare(message);
  else void answer(message.task);
});

/** A failure here is an unhandled rejection: it ends the thread, and the pool reports it. */
async function answer(task: SweepBlock): Promise<void> {
  if (!run) throw new Error('sweep-worker: a block came before the setup');
  const prepared = await run;
  const result = prepared(task);
  const columns = [result.figureSums, result.figureCounts, result.equity];
  port?.postMessage(
    result,
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

async function prepare({ setup, panel }: Extract<ToSweepWorker, { type: 'setup' }>): Promise<Run> {
  const strategy = withVolatility(await strategyOf(setup.strategy), setup.settings);
  if (setup.account === 'portfolio') {
    const runPortfolio = createPortfolioRunner(strategy, setup, panel);
    return (task) => {
      if ('symbols' in task) throw new Error('sweep-worker: one account takes combinations, not symbols');
      return runPortfolio(task.block, task.from, task.to);
    };
  }
  const runBlock = createBlockRunner(strategy, setup);
  return (task) => {
    if (!('symbols' in task)) throw new Error('sweep-worker: accounts of their own take symbols');
    return runBlock(task.block, task.symbols);
  };
}

async function strategyOf(swept: SweptStrategy): Promise<Strategy> {
  if ('name' in swept) return findStrategy(swept.name);
  if ('rules' in swept) return swept.rules;
  const strategy = await importStrategyCode(swept.code);
  if (strategy === undefined) throw new Error('sweep-worker: the module exports no strategy');
  return strategy;
}
