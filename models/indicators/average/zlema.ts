import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { exponential } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';

export const zlemaIndicator = defineIndicator({
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  group: 'average',
  description:
    'EMA of the series plus its change over the lag of that EMA; starts at the first value that has such a change.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'EMA(2x − x[lag], n), lag = ⌊(n−1)/2⌋',
  source: 'Ehlers and Way, Zero Lag (Well, Almost) (2010); lag as in Tulip',
  lookback: ([n]) => Math.floor((n - 1) / 2),
  scratch: 2,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [past, ahead], memory }, [n]) {
    lagged(x, past, from, to, Math.floor((n - 1) / 2), memory, 0);
    for (let i = from; i < to; i++) ahead[i] = 2 * x[i] - past[i];
    exponential(ahead, y, from, to, 1, 2 / (n + 1), memory, 1);
  },
});
