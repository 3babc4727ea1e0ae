import { deflateBest } from '../models/statistics/index.js';
import { compileStrategy, findStrategy, runStrategy, type Strategy } from '../models/strategies/index.js';
import {
  overfittingProbability,
  stabilityMap,
  walkForward,
  walkForwardSelection,
} from '../models/validation/index.js';
import { barReturns } from './equity-band.js';
import type { SweepQuestion, SweepResult } from './lab-protocol.js';
import type { LoadedMarket } from './market-reader.js';

const STEPS = 10;
const BLOCKS = 16;
const TRAIN_BARS = 252;
const TEST_BARS = 63;
const YEAR = 252;

/**
 * Runs a strategy on one symbol for a grid of two parameters, the others as given, and asks how much of
 * the best result is luck: its neighbours, the deflated Sharpe ratio for the number tried, the
 * probability of overfitting, and walk-forward selection.
 * @throws Error for a strategy with fewer than two parameters, a symbol without bars, or too few bars.
 */
export function sweepLab(market: LoadedMarket, question: SweepQuestion): Omit<SweepResult, 'milliseconds'> {
  const strategy = findStrategy(question.strategy);
  const inputs = market.symbols.find(({ symbol }) => symbol === question.symbol);
  if (!inputs) throw new Error(`there is no symbol "${question.symbol}" with bars: a sweep takes one symbol`);
  const bars = inputs.bars.time.length;
  if (bars < TRAIN_BARS + TEST_BARS) {
    throw new Error(
      `a sweep needs ${TRAIN_BARS + TEST_BARS} bars, one year to choose and a quarter to test; ${question.symbol} has ${bars}`,
    );
  }
  const points = sweepGrid(strategy, question);
  const returns = points.map((point) => {
    const parameters = { ...question.parameters, [question.x]: point.x, [question.y]: point.y };
    const { equity } = runStrategy(compileStrategy(strategy, parameters), inputs, {
      commission: { bps: question.costBps },
    });
    return barReturns(equity);
  });
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
  const deflated = deflateBest(trials, bars - 1);
  const windows = walkForward(bars, { mode: 'rolling', train: TRAIN_BARS, test: TEST_BARS, horizon: 0 });
  const forward = walkForwardSelection(returns, windows);
  return {
    id: question.id,
    x,
    y,
    sharpe: annual,
    plateau: map.plateau,
    peak: map.peak,
    best: map.best,
    dsr: deflated.dsr,
    expectedMaximum: deflated.expectedMaximum * Math.sqrt(YEAR),
    overfitting: overfittingProbability(returns, { blocks: BLOCKS }).probability,
    efficiency: forward.efficiency,
    forward: forward.choices.map((choice) => ({
      from: inputs.bars.time[choice.window.test.from],
      to: inputs.bars.time[choice.window.test.to - 1],
      trial: choice.trial,
      train: choice.trainSharpe * Math.sqrt(YEAR),
      test: choice.testSharpe * Math.sqrt(YEAR),
      average: choice.averageTestSharpe * Math.sqrt(YEAR),
    })),
  };
}

/** At most ten values of each of the two parameters, from bound to bound, where the strategy allows them. */
export function sweepGrid(
  strategy: Strategy,
  { x, y, parameters }: Pick<SweepQuestion, 'x' | 'y' | 'parameters'>,
): { readonly x: number; readonly y: number }[] {
  const columns = [x, y].map((name) => {
    const found = strategy.parameters.find((parameter) => parameter.name === name);
    if (!found) throw new Error(`${strategy.name} has no parameter "${name}"`);
    const steps = Math.floor((found.max - found.min) / found.step + 1e-9);
    const used = Math.min(steps, STEPS - 1);
    return Array.from({ length: used + 1 }, (_, k) => {
      const value = found.min + Math.round((k / Math.max(1, used)) * steps) * found.step;
      return Number(value.toPrecision(12));
    });
  });
  const allowed = strategy.where === undefined ? undefined : compareNames(strategy.where);
  return columns[0].flatMap((a) =>
    columns[1]
      .map((b) => ({ x: a, y: b }))
      .filter((point) => allowed?.({ ...parameters, [x]: point.x, [y]: point.y }) ?? true),
  );
}

/** Reads a condition such as "fast < slow". */
function compareNames(where: string): (values: Readonly<Record<string, number>>) => boolean {
  const [left, right, ...rest] = where.split('<').map((name) => name.trim());
  if (right === undefined || rest.length > 0) throw new Error(`sweep: cannot read the condition "${where}"`);
  return (values) => values[left] < values[right];
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
