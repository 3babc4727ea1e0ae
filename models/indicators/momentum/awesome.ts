import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const awesomeIndicator = defineIndicator({
  name: 'ao',
  title: 'Awesome oscillator',
  group: 'momentum',
  description: 'Fast less slow mean of the middle of the bars; normalized: in percent of that middle.',
  inputs: ['high', 'low'],
  parameters: [bars(5, 'fast'), bars(34, 'slow')],
  outputs: ['value', 'normalized'],
  formula: 'SMA(mid, fast) − SMA(mid, slow), mid = (high + low)/2',
  source: 'Williams, New Trading Dimensions (1998)',
  lookback: ([fast, slow]) => Math.max(fast, slow) - 1,
  scratch: 3,
  memory: 6,
  run({ from, to, inputs: [h, l], outputs: [y, normalized], scratch: [mid, a, b], memory }, [fast, slow]) {
    for (let i = from; i < to; i++) mid[i] = (h[i] + l[i]) / 2;
    rollingMean(mid, a, from, to, fast, memory, 0);
    rollingMean(mid, b, from, to, slow, memory, 3);
    for (let i = from; i < to; i++) {
      y[i] = a[i] - b[i];
      normalized[i] = mid[i] === 0 ? Number.NaN : (100 * y[i]) / mid[i];
    }
  },
});

export const accelerationIndicator = defineIndicator({
  name: 'ac',
  title: 'Acceleration oscillator',
  group: 'momentum',
  description: 'The awesome oscillator less its mean of n bars.',
  inputs: ['high', 'low'],
  parameters: [bars(5, 'fast'), bars(34, 'slow'), bars(5, 'signal')],
  outputs: ['value'],
  formula: 'AO − SMA(AO, n)',
  source: 'Williams, New Trading Dimensions (1998)',
  lookback: ([fast, slow, n]) => Math.max(fast, slow) + n - 2,
  scratch: 4,
  memory: 9,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [mid, a, b, ao], memory }, [fast, slow, n]) {
    for (let i = from; i < to; i++) mid[i] = (h[i] + l[i]) / 2;
    rollingMean(mid, a, from, to, fast, memory, 0);
    rollingMean(mid, b, from, to, slow, memory, 3);
    for (let i = from; i < to; i++) ao[i] = a[i] - b[i];
    rollingMean(ao, y, from, to, n, memory, 6);
    for (let i = from; i < to; i++) y[i] = ao[i] - y[i];
  },
});
