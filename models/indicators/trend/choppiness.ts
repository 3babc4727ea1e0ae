import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { gainsAndLosses } from '../stages/gains-and-losses.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';
import { rollingSum } from '../stages/rolling-sum.js';
import { emaStage } from '../stages/exponential.js';
import { trueRangeStage } from '../stages/true-range.js';

export const choppinessIndicator = defineIndicator({
  name: 'chop',
  title: 'Choppiness index',
  group: 'trend',
  description:
    'Log ratio of the path walked to the range covered in n bars: near 100 sideways, near 0 in a trend. NaN when there is no range.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: '100·log(ΣTR/(max true high − min true low))/log(n)',
  source: 'Dreiss (1993), with true highs and lows as in Skender',
  lookback: ([n]) => n,
  scratch: 6,
  memory: 10,
  run(
    { from, to, inputs: [h, l, c], outputs: [y], scratch: [range, high, low, total, top, bottom], memory },
    [n],
  ) {
    let last = memory[0] === 0 ? Number.NaN : c[from - 1];
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    for (let i = from; i < to; i++) {
      high[i] = (h[i] > last ? h[i] : last) + 0 * range[i];
      low[i] = (l[i] < last ? l[i] : last) + 0 * range[i];
      last = c[i];
    }
    rollingSum(range, total, from, to, n, 1, memory, 1);
    rollingMaximum(high, top, undefined, from, to, n, memory, 4);
    rollingMinimum(low, bottom, undefined, from, to, n, memory, 7);
    const scale = 100 / Math.log(n);
    for (let i = from; i < to; i++) {
      const span = top[i] - bottom[i];
      y[i] = span === 0 ? Number.NaN : scale * Math.log(total[i] / span);
    }
  },
});

export const vhfIndicator = defineIndicator({
  name: 'vhf',
  title: 'Vertical horizontal filter',
  group: 'trend',
  description:
    'Range of n values over the path walked between them, 0 to 1: high in a trend. NaN when nothing moved.',
  inputs: ['series'],
  parameters: [bars(28)],
  outputs: ['value'],
  formula: '(highest(n) − lowest(n))/Σ|x − x[1]| over n changes',
  source: 'White, Futures (1991); Achelis (2000), p. 355',
  lookback: ([n]) => n,
  scratch: 5,
  memory: 10,
  run({ from, to, inputs: [x], outputs: [y], scratch: [up, down, top, bottom, path], memory }, [n]) {
    gainsAndLosses(x, up, down, from, to, memory, 0);
    for (let i = from; i < to; i++) up[i] += down[i];
    rollingSum(up, path, from, to, n, 1, memory, 1);
    rollingMaximum(x, top, undefined, from, to, n, memory, 4);
    rollingMinimum(x, bottom, undefined, from, to, n, memory, 7);
    for (let i = from; i < to; i++) y[i] = path[i] === 0 ? Number.NaN : (top[i] - bottom[i]) / path[i];
  },
});

export const massIndexIndicator = defineIndicator({
  name: 'mass',
  title: 'Mass index',
  group: 'volatility',
  description:
    'Sum of n ratios of the averaged to the doubly averaged range: bulges when ranges widen. NaN when there is no range.',
  inputs: ['high', 'low'],
  parameters: [bars(25), bars(9, 'ema_period')],
  outputs: ['value'],
  formula: 'Σ EMA(high − low)/EMA(EMA(high − low)) over n bars',
  source: 'Dorsey, Stocks & Commodities 10:6 (1992)',
  lookback: ([n, m]) => n + 2 * m - 3,
  scratch: 4,
  memory: 7,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [range, one, two, ratio], memory }, [n, m]) {
    for (let i = from; i < to; i++) range[i] = h[i] - l[i];
    emaStage(range, one, from, to, m, memory, 0);
    emaStage(one, two, from, to, m, memory, 2);
    for (let i = from; i < to; i++) ratio[i] = two[i] === 0 ? Number.NaN : one[i] / two[i];
    rollingSum(ratio, y, from, to, n, 1, memory, 4);
  },
});
