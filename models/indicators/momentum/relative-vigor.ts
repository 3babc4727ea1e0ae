import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { kernelMean } from '../stages/kernel-mean.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const relativeVigorIndicator = defineIndicator({
  name: 'rvgi',
  title: 'Relative vigor index',
  group: 'momentum',
  description: 'Smoothed body over smoothed range, with a signal line. NaN when there is no range.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [bars(10)],
  outputs: ['rvgi', 'signal'],
  formula: 'Σ S(close − open)/Σ S(high − low) over n bars, S = weights 1, 2, 2, 1 over 6; signal = S(rvgi)',
  source: 'Ehlers, Relative Vigor Index, Stocks & Commodities 20:1 (2002)',
  lookback: ([n]) => n + 5,
  readsBack: true,
  scratch: 6,
  memory: 24,
  run(
    {
      from,
      to,
      inputs: [o, h, l, c],
      outputs: [y, signal],
      scratch: [body, range, a, b, bodies, ranges],
      memory,
    },
    [n],
  ) {
    for (let k = 0; k < 18; k += 6) {
      memory[k + 1] = 6;
      memory[k + 2] = 1;
      memory[k + 3] = 2;
      memory[k + 4] = 2;
      memory[k + 5] = 1;
    }
    for (let i = from; i < to; i++) {
      body[i] = c[i] - o[i];
      range[i] = h[i] - l[i];
    }
    kernelMean(body, a, from, to, 4, memory, 0);
    kernelMean(range, b, from, to, 4, memory, 6);
    rollingSum(a, bodies, from, to, n, 1, memory, 18);
    rollingSum(b, ranges, from, to, n, 1, memory, 21);
    for (let i = from; i < to; i++) y[i] = ranges[i] === 0 ? Number.NaN : bodies[i] / ranges[i];
    kernelMean(y, signal, from, to, 4, memory, 12);
  },
});
