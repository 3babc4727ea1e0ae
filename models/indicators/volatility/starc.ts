import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';
import { rollingMean } from '../stages/rolling-sum.js';
import { trueRangeStage } from '../stages/true-range.js';

export const starcIndicator = defineIndicator({
  name: 'starc',
  title: 'STARC bands',
  group: 'volatility',
  description: 'Short mean of the close and bands a multiple of the average true range away.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(5), real('multiplier', 2, 0, 100), bars(10, 'atr_period')],
  outputs: ['middle', 'upper', 'lower'],
  formula: 'SMA(close, n) ± k·ATR(m)',
  source: 'Stoller (1980s)',
  lookback: ([n, , m]) => Math.max(n - 1, m),
  scratch: 2,
  memory: 6,
  run(
    { from, to, inputs: [h, l, c], outputs: [middle, upper, lower], scratch: [range, average], memory },
    [n, k, m],
  ) {
    rollingMean(c, middle, from, to, n, memory, 0);
    trueRangeStage(h, l, c, range, from, to, memory, 3);
    wilderStage(range, average, from, to, m, memory, 4);
    for (let i = from; i < to; i++) {
      upper[i] = middle[i] + k * average[i];
      lower[i] = middle[i] - k * average[i];
    }
  },
});
