import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingRegression } from '../stages/rolling-regression.js';

const SOURCE =
  'Least squares; Achelis, Technical Analysis from A to Z (2000), p. 169; TA-Lib LINEARREG family';

export const slopeIndicator = defineIndicator({
  name: 'slope',
  title: 'Regression slope',
  group: 'statistics',
  description: 'Slope per bar of the least-squares line through the last n values.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'Σ(t − t̄)(x − x̄)/Σ(t − t̄)², t = 0 … n−1',
  source: SOURCE,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean, squares], memory }, [n]) {
    rollingRegression(x, y, mean, squares, from, to, n, memory, 0);
  },
});

/** Least-squares slope per bar of the last `period` values, first at index period − 1; see the record. */
export function slope(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  slopeIndicator.compute([input], [period], [output]);
  return output;
}

export const interceptIndicator = defineIndicator({
  name: 'intercept',
  title: 'Regression intercept',
  group: 'statistics',
  description: 'Height of the least-squares line through the last n values at the first of them.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'x̄ − slope·(n−1)/2',
  source: SOURCE,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [slopes, squares], memory }, [n]) {
    rollingRegression(x, slopes, y, squares, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] -= (slopes[i] * (n - 1)) / 2;
  },
});

export const linregIndicator = defineIndicator({
  name: 'linreg',
  title: 'Regression end point (EPMA, LSMA)',
  group: 'statistics',
  description: 'Height of the least-squares line through the last n values at the latest of them.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'x̄ + slope·(n−1)/2',
  source: SOURCE,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [slopes, squares], memory }, [n]) {
    rollingRegression(x, slopes, y, squares, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] += (slopes[i] * (n - 1)) / 2;
  },
});

export const forecastIndicator = defineIndicator({
  name: 'forecast',
  title: 'Time series forecast',
  group: 'statistics',
  description:
    'The least-squares line through the last n values, continued one bar ahead. Uses no later bar.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'x̄ + slope·(n+1)/2',
  source: `${SOURCE} (TSF)`,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [slopes, squares], memory }, [n]) {
    rollingRegression(x, slopes, y, squares, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] += (slopes[i] * (n + 1)) / 2;
  },
});

export const linregAngleIndicator = defineIndicator({
  name: 'linreg_angle',
  title: 'Regression angle',
  group: 'statistics',
  description:
    'Angle of the least-squares line through the last n values, in degrees, one unit of x per bar being 45°.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'atan(slope)·180/π',
  source: SOURCE,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean, squares], memory }, [n]) {
    rollingRegression(x, y, mean, squares, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = (Math.atan(y[i]) * 180) / Math.PI;
  },
});

export const rSquaredIndicator = defineIndicator({
  name: 'r_squared',
  title: 'Regression R²',
  group: 'statistics',
  description:
    'Share of the variance of the last n values that a straight line explains, 0 to 1; NaN when they are all equal.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'slope²·Σ(t − t̄)²/Σ(x − x̄)²',
  source: SOURCE,
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [slopes, mean], memory }, [n]) {
    rollingRegression(x, slopes, mean, y, from, to, n, memory, 0);
    const spread = (n * (n * n - 1)) / 12;
    for (let i = from; i < to; i++) y[i] = Math.min(1, (slopes[i] * slopes[i] * spread) / y[i]) + 0 * y[i];
  },
});

export const stdevChannelIndicator = defineIndicator({
  name: 'stdev_channel',
  title: 'Regression channel',
  group: 'trend',
  description:
    'End of the least-squares line through the last n values, and lines k population standard deviations of those values away. Formed at every bar from the past alone, so it does not repaint.',
  inputs: ['series'],
  parameters: [bars(20, 'period', 2), { name: 'deviations', default: 2, min: 0, max: 100, integer: false }],
  outputs: ['middle', 'upper', 'lower'],
  formula: 'linreg(n) ± k·σ(n)',
  source: 'Raff (1991), Achelis (2000), p. 170; the rolling form of Skender’s standard deviation channels',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [middle, upper, lower], scratch: [slopes], memory }, [n, k]) {
    rollingRegression(x, slopes, middle, upper, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const distance = k * Math.sqrt(upper[i] / n);
      middle[i] += (slopes[i] * (n - 1)) / 2;
      upper[i] = middle[i] + distance;
      lower[i] = middle[i] - distance;
    }
  },
});
