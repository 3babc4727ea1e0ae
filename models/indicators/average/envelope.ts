import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const envelopeIndicator = defineIndicator({
  name: 'envelope',
  title: 'Moving average envelope',
  group: 'average',
  description: 'Mean of n values and lines a fixed percentage above and below.',
  inputs: ['series'],
  parameters: [bars(20), real('percent', 2.5, 0, 100)],
  outputs: ['middle', 'upper', 'lower'],
  formula: 'SMA(n)·(1 ± percent/100)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 144',
  lookback: ([n]) => n - 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [middle, upper, lower], memory }, [n, percent]) {
    rollingMean(x, middle, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const distance = (middle[i] * percent) / 100;
      upper[i] = middle[i] + distance;
      lower[i] = middle[i] - distance;
    }
  },
});
