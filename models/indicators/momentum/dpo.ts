import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const dpoIndicator = defineIndicator({
  name: 'dpo',
  title: 'Detrended price oscillator',
  group: 'momentum',
  description:
    'The value ⌊n/2⌋ + 1 bars ago less the mean of the n values up to now. The usual chart draws it that many bars earlier, which looks ahead; here it stands at the bar where it is known.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'x[⌊n/2⌋ + 1] − SMA(n)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 117, in causal form',
  lookback: ([n]) => Math.max(n - 1, Math.floor(n / 2) + 1),
  scratch: 1,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean], memory }, [n]) {
    rollingMean(x, mean, from, to, n, memory, 0);
    lagged(x, y, from, to, Math.floor(n / 2) + 1, memory, 3);
    for (let i = from; i < to; i++) y[i] -= mean[i];
  },
});
