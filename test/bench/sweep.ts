import type { Bars } from '../../models/bars/index.js';
import { sma } from '../../models/indicators/index.js';
import { simulate } from '../../models/simulation/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import { findStrategy, prepareSweep } from '../../models/strategies/index.js';
import type { BenchResult } from './bench-result.js';
import { sweepInThreads, sweepMemory, tradesPilingUp } from './sweep-growth.js';
import { BARS, crossPairs, randomBars } from './sweep-market.js';

const SYMBOLS = 100;
const ROUNDS = 8;
type Pairs = readonly (readonly [fast: number, slow: number])[];

const SETTINGS = { cash: 100_000, commission: { bps: 10 } };

/** The sweep of DESIGN.md: moving-average cross, 174 combinations x 100 symbols x 5 years, on one thread. */
export async function benchSweep(): Promise<BenchResult[]> {
  const market = Array.from({ length: SYMBOLS }, (_, k) => randomBars(`symbol ${k}`));
  const combinations = crossPairs(10).map(({ fast, slow }) => [fast, slow] as const);
  const barCombinations = SYMBOLS * BARS * combinations.length;
  const { floor, value } = sweepInTurns(market, combinations, barCombinations);
  const single = singleRun(market[0]);
  return [
    {
      name: 'sweep, sma cross, trades and all figures',
      value,
      unit: 'ns/bar-combination',
      floor,
      ratio: value / floor,
      budget: { of: 'ratio', atMost: 5 },
    },
    {
      name: 'sweep, throughput',
      value: 1000 / value,
      unit: 'M bar-combinations/s',
      floor: 1000 / floor,
      ratio: value / floor,
    },
    {
      name: 'one backtest of one symbol, a bracket',
      value: single,
      unit: 'ms',
      budget: { of: 'value', atMost: 1 },
    },
    tradesPilingUp(),
    await sweepInThreads(market),
    sweepMemory(),
  ];
}

/**
 * Nanoseconds a bar and combination of the product's own sweep (expressions, trades and all figures, those
 * against a benchmark too, and compiling them once) and of the floor. Symbol by symbol and in turns, the
 * fastest of each counts: pieces of two milliseconds fit between whatever else the machine does.
 */
function sweepInTurns(market: readonly Bars[], combinations: Pairs, barCombinations: number) {
  const parameters = combinations.map(([fast, slow]) => ({ fast, slow }));
  const prepare = () => prepareSweep(findStrategy('sma-cross'), parameters, SETTINGS);
  const prepared = prepare();
  const output = new Float64Array(combinations.length * FIGURES.length);
  const benchmarkClose = market[0].close;
  const floors = market.map(() => Number.POSITIVE_INFINITY);
  const values = market.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    market.forEach((bars, k) => {
      floors[k] = Math.min(
        floors[k],
        fastest(1, () => plainLoop([bars], combinations)),
      );
      values[k] = Math.min(
        values[k],
        fastest(1, () => prepared.run({ bars, benchmarkClose }, output)),
      );
    });
  }
  const total = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0) / barCombinations;
  return { floor: total(floors), value: total([...values, fastest(ROUNDS, prepare)]) };
}

/**
 * The floor: the same rule with the same fills and fees in one plain loop, with equity, Sharpe ratio,
 * drawdown and a count of trades; no trade records, no events, nothing to choose.
 */
function plainLoop(market: readonly Bars[], combinations: Pairs): number {
  let checksum = 0;
  for (const bars of market) {
    const averages = averagesOf(bars, combinations);
    for (const [fast, slow] of combinations) checksum += plainRun(averages[fast], averages[slow], bars);
  }
  return checksum;
}

function plainRun(fast: Float64Array, slow: Float64Array, { open, close }: Bars): number {
  const rate = SETTINGS.commission.bps / 10_000;
  let cash = SETTINGS.cash;
  let shares = 0;
  let wanted = 0;
  let before = 0;
  let last = cash;
  let peak = cash;
  let depth = 0;
  let sum = 0;
  let squares = 0;
  let trades = 0;
  for (let i = 0; i < close.length; i++) {
    if (wanted > 0) {
      shares = Math.floor((cash * (1 - 1e-9)) / (open[i] * (1 + rate)));
      cash -= shares * open[i] * (1 + rate);
    } else if (wanted < 0) {
      cash += shares * open[i] * (1 - rate);
      shares = 0;
      trades++;
    }
    wanted = 0;
    const equity = cash + shares * close[i];
    const r = equity / last - 1;
    last = equity;
    sum += r;
    squares += r * r;
    if (equity > peak) peak = equity;
    const drawdown = equity / peak - 1;
    if (drawdown < depth) depth = drawdown;
    const difference = fast[i] - slow[i];
    if (difference * before < 0) {
      if (difference > 0 && shares === 0) wanted = 1;
      else if (difference < 0 && shares > 0) wanted = -1;
    }
    before = difference;
  }
  const n = close.length - 1;
  return last + depth + trades + sum / Math.sqrt(squares - (sum * sum) / n);
}

function averagesOf(bars: Bars, combinations: Pairs): Float64Array[] {
  const averages: Float64Array[] = [];
  for (const period of new Set(combinations.flat())) averages[period] = sma(bars.close, period);
  return averages;
}

/** Milliseconds of `simulate` with a bracket, after warm-up. */
function singleRun(bars: Bars): number {
  const fast = sma(bars.close, 10);
  const slow = sma(bars.close, 30);
  const signals = {
    entry: fast.map((value, i) => (value > slow[i] ? 1 : 0)),
    exit: fast.map((value, i) => (value < slow[i] ? 1 : 0)),
  };
  const settings = { ...SETTINGS, stopLoss: { fraction: 0.05 }, target: { fraction: 0.1 } };
  for (let k = 0; k < 200; k++) simulate(bars, signals, settings);
  return fastest(20, () => simulate(bars, signals, settings)) / 1e6;
}

/** Nanoseconds of the fastest of several runs. */
function fastest(runs: number, task: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < runs; k++) {
    const start = process.hrtime.bigint();
    task();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best;
}
