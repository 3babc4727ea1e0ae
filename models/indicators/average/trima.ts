import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const trimaIndicator = defineIndicator({
  name: 'trima',
  title: 'Triangular moving average',
  group: 'average',
  description: 'A mean of means: the weights rise to the middle of the window and fall again.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula:
    'SMA(SMA(x, ⌈(n+1)/2⌉ − (n even ? 1 : 0)), …): lengths (n+1)/2 twice for odd n, n/2 and n/2+1 for even n',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 211',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], scratch: [inner], memory }, [n]) {
    rollingMean(x, inner, from, to, Math.floor((n + 1) / 2), memory, 0);
    rollingMean(inner, y, from, to, Math.floor(n / 2) + 1, memory, 3);
  },
});
