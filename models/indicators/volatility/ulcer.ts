import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';
import { rollingMaximum } from '../stages/rolling-extremum.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const ulcerIndicator = defineIndicator({
  name: 'ulcer',
  title: 'Ulcer index',
  group: 'volatility',
  description:
    'Root mean square of the fall from the highest of n values, in percent: the depth and length of drawdowns.',
  inputs: ['series'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '√(mean over n of (100·(x/highest(n) − 1))²)',
  source: "Martin and McCann, The Investor's Guide to Fidelity Funds (1989)",
  lookback: ([n]) => 2 * n - 2,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], scratch: [top, square], memory }, [n]) {
    rollingMaximum(x, top, undefined, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const fall = 100 * (x[i] / top[i] - 1);
      square[i] = fall * fall;
    }
    rollingMean(square, y, from, to, n, memory, 3);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(Math.max(0, y[i]));
  },
});

export const chaikinVolatilityIndicator = defineIndicator({
  name: 'chaikin_volatility',
  title: "Chaikin's volatility",
  group: 'volatility',
  description: 'Change over m bars, in percent, of the averaged range. NaN when there was no range.',
  inputs: ['high', 'low'],
  parameters: [bars(10), bars(10, 'change_period')],
  outputs: ['value'],
  formula: '100·(E/E[m] − 1), E = EMA(high − low, n)',
  source: 'Chaikin; Achelis, Technical Analysis from A to Z (2000), p. 353',
  lookback: ([n, m]) => n + m - 1,
  scratch: 2,
  memory: 3,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [range, mean], memory }, [n, m]) {
    for (let i = from; i < to; i++) range[i] = h[i] - l[i];
    emaStage(range, mean, from, to, n, memory, 0);
    lagged(mean, y, from, to, m, memory, 2);
    for (let i = from; i < to; i++) y[i] = y[i] === 0 ? Number.NaN : 100 * (mean[i] / y[i] - 1);
  },
});
