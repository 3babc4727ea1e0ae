import { alphas101, compile, evaluatePanel } from '../../models/expressions/index.js';
import { startWorkers } from '../../pipelines/workers/index.js';
import { ALPHA_BATCHES, evaluateAlphas, randomPanel } from './alphas-market.js';
import type { AlphasReply, ToAlphasWorker } from './alphas-worker.js';
import type { BenchResult } from './bench-result.js';

const SYMBOLS = 505;
const SESSIONS = 1_259;
const RANKED_SYMBOLS = 5_126;
const RANKED_SESSIONS = 513;
const THREADS = 2;

/** The 101 alphas over the S&P 500's shape in one thread and in two, one rank over the whole market's, one rule. */
export async function benchAlphas(): Promise<BenchResult[]> {
  const alone = measureAlphas();
  return [alone, await measureThreads(alone.value), measureRank(), measureRule()];
}

function measureAlphas(): BenchResult {
  const panel = randomPanel(SYMBOLS, SESSIONS);
  const start = performance.now();
  for (const batch of ALPHA_BATCHES) evaluateAlphas(batch, panel);
  const value = (performance.now() - start) / 1000;
  const name = `${alphas101.length} of the 101 alphas, ${SYMBOLS} x ${SESSIONS}, one thread`;
  return { name, value, unit: 's', budget: { of: 'value', atMost: 10 } };
}

/** The batches dealt to threads that hold the market already; the floor is an equal share of the time of one. */
async function measureThreads(alone: number): Promise<BenchResult> {
  const pool = startWorkers<ToAlphasWorker, AlphasReply>('../test/bench/alphas-worker.ts', THREADS);
  const open = [...ALPHA_BATCHES];
  let start = 0;
  const work = new Promise<void>((resolve) => {
    let idle = 0;
    const next = (worker: number) => {
      const batch = open.shift();
      if (batch !== undefined) pool.send(worker, { type: 'batch', batch });
      else if (++idle === THREADS) resolve();
    };
    let ready = 0;
    pool.onReply((worker, reply) => {
      if (reply === 'done') next(worker);
      else if (++ready === THREADS) {
        start = performance.now();
        for (let each = 0; each < THREADS; each++) next(each);
      }
    });
  });
  try {
    const market = { type: 'market', symbols: SYMBOLS, sessions: SESSIONS } as const;
    for (let worker = 0; worker < THREADS; worker++) pool.send(worker, market);
    await Promise.race([work, pool.failure]);
    const value = (performance.now() - start) / 1000;
    const floor = alone / THREADS;
    const name = `${alphas101.length} of the 101 alphas, ${SYMBOLS} x ${SESSIONS}, ${THREADS} threads`;
    return { name, value, unit: 's', floor, ratio: value / floor, budget: { of: 'value', atMost: 10 } };
  } finally {
    await pool.close();
  }
}

function measureRank(): BenchResult {
  const panel = randomPanel(RANKED_SYMBOLS, RANKED_SESSIONS);
  const program = compile({ x: 'rank(close)' });
  const value = fastest(() => evaluatePanel(program, panel), 3) / 1000;
  const name = `rank(close), ${RANKED_SYMBOLS} x ${RANKED_SESSIONS}`;
  return { name, value, unit: 's', budget: { of: 'value', atMost: 0.35 } };
}

function measureRule(): BenchResult {
  const panel = randomPanel(SYMBOLS, SESSIONS);
  const program = compile({ x: 'rsi(2) < 10 and close > sma(close, 200)' });
  const value = fastest(() => evaluatePanel(program, panel), 5);
  const name = `rsi(2) < 10 and close > sma(close, 200), ${SYMBOLS} x ${SESSIONS}`;
  return { name, value, unit: 'ms', budget: { of: 'value', atMost: 40 } };
}

/** Milliseconds of the fastest of some rounds, after one to warm up. */
function fastest(work: () => void, rounds: number): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
