import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';
import { trueRangeStage } from '../stages/true-range.js';

export const ultoscIndicator = defineIndicator({
  name: 'ultosc',
  title: 'Ultimate oscillator',
  group: 'momentum',
  description:
    'Buying pressure over true range on three horizons, weighted 4:2:1, 0 to 100. NaN when there is no range.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(7, 'short'), bars(14, 'medium'), bars(28, 'long')],
  outputs: ['value'],
  formula: '100·(4·A(short) + 2·A(medium) + A(long))/7, A(n) = Σ(close − min(low, close[1]))/ΣTR',
  source: 'Williams, The Ultimate Oscillator, Stocks & Commodities 3:4 (1985)',
  lookback: ([a, b, c]) => Math.max(a, b, c),
  scratch: 4,
  memory: 19,
  run(
    { from, to, inputs: [h, l, c], outputs: [y], scratch: [pressure, range, top, bottom], memory },
    periods,
  ) {
    let last = memory[0] === 0 ? Number.NaN : c[from - 1];
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    for (let i = from; i < to; i++) {
      pressure[i] = c[i] - (l[i] < last ? l[i] : last) + 0 * range[i];
      last = c[i];
      y[i] = 0;
    }
    for (let k = 0; k < 3; k++) {
      rollingSum(pressure, top, from, to, periods[k], 1, memory, 1 + 6 * k);
      rollingSum(range, bottom, from, to, periods[k], 1, memory, 4 + 6 * k);
      const weight = k === 0 ? 4 : k === 1 ? 2 : 1;
      for (let i = from; i < to; i++) y[i] += bottom[i] === 0 ? Number.NaN : (weight * top[i]) / bottom[i];
    }
    for (let i = from; i < to; i++) y[i] = (100 * y[i]) / 7;
  },
});
