import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Bars } from '../../models/bars/index.js';
import { simulate } from '../../models/simulation/index.js';
import { runSweep } from '../../pipelines/search/index.js';
import type { BenchResult } from './bench-result.js';
import { BARS, crossPairs, randomBars } from './sweep-market.js';

const SETTINGS = { cash: 1e9, commission: { bps: 1 } };
const TIMES_LONGER = 100;
const ROUNDS = 25;
const THREADS = 2;

/** The sweep on two threads by the product's own run; the floor is an equal share of the time of one. */
export async function sweepInThreads(market: readonly Bars[]): Promise<BenchResult> {
  const seconds = async (workers: number): Promise<number> => {
    const symbols = market.map((_, k) => `S${k}`);
    const inputs = market.map((bars) => ({ bars }));
    const setup = {
      strategy: { name: 'sma-cross' },
      combinations: crossPairs(1),
      settings: SETTINGS,
      sessions: market[0].time,
    };
    const start = performance.now();
    await runSweep({ symbols, inputs }, setup, { workers });
    return (performance.now() - start) / 1000;
  };
  await seconds(THREADS);
  const floor = (await seconds(1)) / THREADS;
  const value = await seconds(THREADS);
  const name = `sweep of ${crossPairs(1).length} combinations, equity too, ${THREADS} threads, started and ended`;
  return { name, value, unit: 's', floor, ratio: value / floor };
}

/** Time a bar with a hundred times the bars and trades in one account; the floor is that of five years. */
export function tradesPilingUp(): BenchResult {
  const floor = nanosecondsPerBar(BARS);
  const { perBar: value, trades } = nanosecondsPerBar(BARS * TIMES_LONGER);
  return {
    name: `one backtest of ${BARS * TIMES_LONGER} bars and ${trades} trades`,
    value,
    unit: 'ns/bar',
    floor: floor.perBar,
    ratio: value / floor.perBar,
    budget: { of: 'ratio', atMost: 1.5 },
  };
}

/** Peak memory of a process that sweeps ten times the combinations; the floor is that of the 174. */
export function sweepMemory(): BenchResult {
  const few = crossPairs(10).length;
  const many = crossPairs(1).length;
  const floor = peakMegabytes(10);
  const value = peakMegabytes(1);
  return {
    name: `sweep of ${many} combinations, peak memory of the process (floor: ${few})`,
    value,
    unit: 'MB',
    floor,
    ratio: value / floor,
    budget: { of: 'ratio', atMost: 1.25 },
  };
}

function nanosecondsPerBar(length: number): { readonly perBar: number; readonly trades: number } {
  const bars = randomBars('long', length);
  const entry = Float64Array.from({ length }, (_, i) => (i % 8 === 0 ? 1 : 0));
  const exit = Float64Array.from({ length }, (_, i) => (i % 8 === 4 ? 1 : 0));
  let trades = 0;
  let best = Number.POSITIVE_INFINITY;
  const rounds = Math.max(ROUNDS, Math.ceil((BARS * TIMES_LONGER) / length));
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    trades = simulate(bars, { entry, exit }, SETTINGS).trades.length;
    best = Math.min(best, performance.now() - start);
  }
  return { perBar: (best * 1e6) / length, trades };
}

function peakMegabytes(slowStep: number): number {
  const file = join(import.meta.dirname, 'sweep-once.ts');
  return Number(
    execFileSync(process.execPath, ['--import', 'tsx', file, String(slowStep)], { encoding: 'utf8' }),
  );
}
