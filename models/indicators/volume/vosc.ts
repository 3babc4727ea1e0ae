import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const voscIndicator = defineIndicator({
  name: 'vosc',
  title: 'Volume oscillator',
  group: 'volume',
  description: 'Distance of the fast from the slow mean of volume, in percent of the slow one.',
  inputs: ['volume'],
  parameters: [bars(5, 'fast'), bars(10, 'slow')],
  outputs: ['value'],
  formula: '100·(SMA(volume, fast) − SMA(volume, slow))/SMA(volume, slow)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 359',
  lookback: ([fast, slow]) => Math.max(fast, slow) - 1,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [v], outputs: [y], scratch: [a, b], memory }, [fast, slow]) {
    rollingMean(v, a, from, to, fast, memory, 0);
    rollingMean(v, b, from, to, slow, memory, 3);
    for (let i = from; i < to; i++) y[i] = b[i] === 0 ? Number.NaN : (100 * (a[i] - b[i])) / b[i];
  },
});
