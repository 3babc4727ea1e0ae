import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { runningTotal } from '../stages/money-flow.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const vwapIndicator = defineIndicator({
  name: 'vwap',
  title: 'Volume-weighted average price, rolling',
  group: 'volume',
  description:
    'Mean of the typical prices of the last n bars weighted by volume. NaN where no volume traded in the window.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'Σ tp·volume/Σ volume, tp = (high + low + close)/3',
  source: 'Definition; typical price as a stand-in for the average trade price within a bar',
  lookback: ([n]) => n - 1,
  scratch: 3,
  memory: 6,
  run({ from, to, inputs: [h, l, c, v], outputs: [y], scratch: [money, top, bottom], memory }, [n]) {
    for (let i = from; i < to; i++) money[i] = ((h[i] + l[i] + c[i]) / 3) * v[i];
    rollingSum(money, top, from, to, n, 1, memory, 0);
    rollingSum(v, bottom, from, to, n, 1, memory, 3);
    for (let i = from; i < to; i++) y[i] = bottom[i] === 0 ? Number.NaN : top[i] / bottom[i];
  },
});

export const cumulativeVwapIndicator = defineIndicator({
  name: 'cumulative_vwap',
  title: 'Volume-weighted average price since the first bar',
  group: 'volume',
  description:
    'Mean of all typical prices so far weighted by volume; depends on where the history starts. NaN before any volume.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'Σ tp·volume/Σ volume from the first bar, tp = (high + low + close)/3',
  source: 'Definition, as in Skender: VWAP',
  lookback: () => 0,
  scratch: 4,
  memory: 2,
  run({ from, to, inputs: [h, l, c, v], outputs: [y], scratch: [money, shares, top, bottom], memory }) {
    for (let i = from; i < to; i++) {
      money[i] = ((h[i] + l[i] + c[i]) / 3) * v[i];
      shares[i] = v[i] + 0 * money[i];
    }
    runningTotal(money, top, from, to, memory, 0);
    runningTotal(shares, bottom, from, to, memory, 1);
    for (let i = from; i < to; i++) y[i] = bottom[i] === 0 ? Number.NaN : top[i] / bottom[i];
  },
});
