import { createRandom } from '../../models/random/index.js';
import {
  createFigureWorkspace,
  FIGURES,
  fillFigures,
  scoreRecord,
  tradeColumns,
} from '../../models/statistics/index.js';
import { overfittingProbability, realityCheck } from '../../models/validation/index.js';
import type { BenchResult } from './bench-result.js';

const BARS = 1259;

/** Figures per bar, the record of a score over `us_wide`, and the tests against overfitting. */
export function benchStatistics(): BenchResult[] {
  return [figuresRow(), recordRow(), ...overfittingRows()];
}

/** All figures of an account, beside a loop that only finds its Sharpe ratio and drawdown. */
function figuresRow(): BenchResult {
  const random = createRandom('figures');
  const curves = Array.from({ length: 50 }, () => {
    let value = 100_000;
    return Float64Array.from({ length: BARS }, (_, i) => {
      if (i % 60 < 35) value *= 1 + 0.007 * random.studentT(4);
      return value;
    });
  });
  const time = Float64Array.from({ length: BARS }, (_, i) => i * 86_400_000);
  const trades = tradeColumns([], time);
  const workspace = createFigureWorkspace(BARS);
  const output = new Float64Array(FIGURES.length);
  const repeat = 40;
  const bars = curves.length * repeat * BARS;
  const run = (task: (curve: Float64Array) => unknown) => () => {
    for (let k = 0; k < repeat; k++) for (const curve of curves) task(curve);
  };
  const value = fastest(run((curve) => fillFigures(curve, time, trades, {}, workspace, output))) / bars;
  const floor = fastest(run(plainFigures)) / bars;
  return {
    name: `${FIGURES.length} figures of an account`,
    value,
    unit: 'ns/bar',
    floor,
    ratio: value / floor,
  };
}

function plainFigures(equity: Float64Array): number {
  let peak = equity[0];
  let depth = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 1; i < equity.length; i++) {
    const r = equity[i] / equity[i - 1] - 1;
    sum += r;
    squares += r * r;
    if (equity[i] > peak) peak = equity[i];
    depth = Math.min(depth, equity[i] / peak - 1);
  }
  return depth + sum / Math.sqrt(squares);
}

/** Rank IC and deciles at three horizons, 5,126 symbols on 513 sessions. */
function recordRow(): BenchResult {
  const [sessions, symbols] = [513, 5126];
  const random = createRandom('record');
  const matrix = () =>
    Float64Array.from({ length: sessions * symbols }, () =>
      random.uniform() < 0.1 ? Number.NaN : random.normal(),
    );
  const score = matrix();
  const forward = [5, 10, 21].map((horizon) => ({ horizon, values: matrix() }));
  const value = fastest(() => scoreRecord(score, forward, sessions, symbols)) / 1e6;
  return { name: 'rank IC and deciles of a score, us_wide, 3 horizons', value, unit: 'ms' };
}

function overfittingRows(): BenchResult[] {
  const random = createRandom('overfitting');
  const trials = Array.from({ length: 174 }, () =>
    Float64Array.from({ length: BARS - 1 }, () => 0.01 * random.normal()),
  );
  return [
    {
      name: 'probability of overfitting, 174 trials, 12,870 splits',
      value: fastest(() => overfittingProbability(trials)) / 1e6,
      unit: 'ms',
    },
    {
      name: 'reality check and SPA, 174 trials, 1,000 samples',
      value: fastest(() => realityCheck(trials, { random: createRandom(1) })) / 1e6,
      unit: 'ms',
    },
  ];
}

/** Nanoseconds of the fastest of three runs, after one to warm up. */
function fastest(task: () => unknown): number {
  task();
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const start = process.hrtime.bigint();
    task();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best;
}
