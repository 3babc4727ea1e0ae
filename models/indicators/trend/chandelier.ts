import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';
import { trueRangeStage } from '../stages/true-range.js';

export const chandelierIndicator = defineIndicator({
  name: 'chandelier',
  title: 'Chandelier exit',
  group: 'trend',
  description:
    'Stops at a multiple of the average true range below the highest high (long) and above the lowest low (short) of n bars.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(22), real('multiplier', 3, 0, 100)],
  outputs: ['long', 'short'],
  formula: 'long = HH(n) − k·ATR(n); short = LL(n) + k·ATR(n)',
  source: 'Le Beau, in Elder, Come into My Trading Room (2002)',
  lookback: ([n]) => n,
  scratch: 2,
  memory: 9,
  run({ from, to, inputs: [h, l, c], outputs: [long, short], scratch: [range, average], memory }, [n, k]) {
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    wilderStage(range, average, from, to, n, memory, 1);
    rollingMaximum(h, long, undefined, from, to, n, memory, 3);
    rollingMinimum(l, short, undefined, from, to, n, memory, 6);
    for (let i = from; i < to; i++) {
      long[i] -= k * average[i];
      short[i] += k * average[i];
    }
  },
});
