import { sessionsOfBars } from '../models/expressions/index.js';
import { deflateBest, FIGURES } from '../models/statistics/index.js';
import { findStrategy, prepareSweep } from '../models/strategies/index.js';
import {
  overfittingProbability,
  stabilityMap,
  walkForward,
  walkForwardSelection,
} from '../models/validation/index.js';
import { barReturns } from './equity-band.js';
import type { SweepQuestion, SweepResult } from './lab-protocol.js';
import { findSymbol, labSettings } from './lab-accounts.js';
import type { LoadedMarket, LoadedSymbol } from './market-reader.js';
import { sweepGrid } from './sweep-grid.js';

/** Most symbols and combinations of one sweep in the page. */
const MOST_SYMBOLS = 100;
const MOST_COMBINATIONS = 400;
const BLOCKS = 16;
const TRAIN_BARS = 252;
const TEST_BARS = 63;
const YEAR = 252;

/** A sweep under way: symbol after symbol, so that it can be watched and stopped. */
export interface LabSweep {
  readonly symbols: number;
  /** Runs every combination on the next symbol. */
  step(): void;
  /** What all the symbols together came to, and how much of the best of it is luck. */
  result(): Omit<SweepResult, 'milliseconds'>;
}

/**
 * Prepares a grid of two parameters of a strategy, the others as given, over up to 100 symbols, each in an
 * account of its own; by the engine's sweep, so that a cell is the same run as anywhere else.
 * @throws Error for a strategy that cannot be swept, a symbol without bars, or too few bars to test on.
 */
export function openSweep(market: LoadedMarket, question: SweepQuestion): LabSweep {
  const strategy = findStrategy(question.strategy);
  const symbols = question.symbols.slice(0, MOST_SYMBOLS).map((symbol) => findSymbol(market, symbol));
  if (symbols.length === 0) throw new Error('choose at least one symbol to sweep over');
  const time = sessionsOf(market, symbols);
  if (time.length < TRAIN_BARS + TEST_BARS) {
    throw new Error(
      `a sweep needs ${TRAIN_BARS + TEST_BARS} sessions, one year to choose and a quarter to test; there are ${time.length}`,
    );
  }
  const points = sweepGrid(strategy, question);
  if (points.length > MOST_COMBINATIONS) {
    throw new Error(`a sweep takes at most ${MOST_COMBINATIONS} combinations, these are ${points.length}`);
  }
  const { x, y, parameters, costBps } = question;
  const combinations = points.map((point) => ({ ...parameters, [x.name]: point.x, [y.name]: point.y }));
  const sweep = prepareSweep(strategy, combinations, labSettings(costBps));
  const figures = new Float64Array(points.length * FIGURES.length);
  const equity = points.map(() => new Float64Array(time.length));
  const trades = new Float64Array(points.length);
  const tradesAt = FIGURES.findIndex(({ name }) => name === 'closedTrades');
  let done = 0;
  return {
    symbols: symbols.length,
    step() {
      const inputs = symbols[done++];
      const rows = sessionsOfBars(inputs.bars.time, time);
      sweep.run(inputs, figures, (c, own) => addEquity(equity[c], own, rows));
      for (let c = 0; c < points.length; c++) trades[c] += figures[c * FIGURES.length + tradesAt];
    },
    result: () => doubtSweep(question, points, { time, equity, trades, symbols: done }),
  };
}

/** Sessions of the market from the first bar of any of the symbols on. */
function sessionsOf({ sessions }: LoadedMarket, symbols: readonly LoadedSymbol[]): Float64Array {
  const first = symbols.reduce(
    (least, { sessionOfBar }) => Math.min(least, sessionOfBar[0]),
    sessions.length,
  );
  return sessions.subarray(first);
}

/** Before its first bar an account holds its cash, after its last what it was worth then. */
function addEquity(sum: Float64Array, own: Float64Array, rows: Int32Array): void {
  let bar = 0;
  for (let session = 0; session < sum.length; session++) {
    while (bar + 1 < rows.length && rows[bar + 1] <= session) bar++;
    sum[session] += own[bar];
  }
}

function doubtSweep(
  { id }: SweepQuestion,
  points: readonly { readonly x: number; readonly y: number }[],
  swept: {
    readonly time: Float64Array;
    readonly equity: readonly Float64Array[];
    readonly trades: Float64Array;
    readonly symbols: number;
  },
): Omit<SweepResult, 'milliseconds'> {
  const { time } = swept;
  const returns = swept.equity.map(barReturns);
  const moments = returns.map(returnMoments);
  const sharpe = Float64Array.from(moments, (moment) => moment.sharpe);
  const trials = {
    sharpe,
    skew: Float64Array.from(moments, (moment) => moment.skew),
    kurtosis: Float64Array.from(moments, (moment) => moment.kurtosis),
  };
  const annual = sharpe.map((value) => value * Math.sqrt(YEAR));
  const x = Float64Array.from(points, (point) => point.x);
  const y = Float64Array.from(points, (point) => point.y);
  const map = stabilityMap([x, y], annual);
  const deflated = deflateBest(trials, time.length - 1);
  const windows = walkForward(time.length, {
    mode: 'rolling',
    train: TRAIN_BARS,
    test: TEST_BARS,
    horizon: 0,
  });
  const forward = walkForwardSelection(returns, windows);
  return {
    id,
    x,
    y,
    symbols: swept.symbols,
    sharpe: annual,
    trades: swept.trades,
    final: Float64Array.from(swept.equity, (equity) => equity[equity.length - 1] / equity[0] - 1),
    curves: swept.equity.map(thinCurve),
    plateau: map.plateau,
    peak: map.peak,
    best: map.best,
    dsr: deflated.dsr,
    expectedMaximum: deflated.expectedMaximum * Math.sqrt(YEAR),
    overfitting: overfittingProbability(returns, { blocks: BLOCKS }).probability,
    efficiency: forward.efficiency,
    forward: forward.choices.map((choice) => ({
      trainFrom: time[choice.window.train.from],
      from: time[choice.window.test.from],
      to: time[choice.window.test.to - 1],
      trial: choice.trial,
      train: choice.trainSharpe * Math.sqrt(YEAR),
      test: choice.testSharpe * Math.sqrt(YEAR),
      average: choice.averageTestSharpe * Math.sqrt(YEAR),
    })),
  };
}

const CURVE_POINTS = 120;

/** Equity as multiples of the start at up to 120 sessions: what hovering a cell draws. */
function thinCurve(equity: Float64Array): Float32Array {
  const last = equity.length - 1;
  const points = Math.min(CURVE_POINTS, equity.length);
  return Float32Array.from(
    { length: points },
    (_, k) => equity[Math.round((k / Math.max(1, points - 1)) * last)] / equity[0],
  );
}

/** Sharpe ratio per bar (ddof 1), skewness and raw kurtosis, from the second bar on; NaN when flat. */
function returnMoments(returns: Float64Array): { sharpe: number; skew: number; kurtosis: number } {
  const n = returns.length - 1;
  let mean = 0;
  for (let i = 1; i <= n; i++) mean += returns[i] / n;
  let [m2, m3, m4] = [0, 0, 0];
  for (let i = 1; i <= n; i++) {
    const d = returns[i] - mean;
    m2 += (d * d) / n;
    m3 += d ** 3 / n;
    m4 += d ** 4 / n;
  }
  if (m2 === 0) return { sharpe: Number.NaN, skew: Number.NaN, kurtosis: Number.NaN };
  return {
    sharpe: mean / Math.sqrt((m2 * n) / (n - 1)),
    skew: m3 / m2 ** 1.5,
    kurtosis: m4 / (m2 * m2),
  };
}
