import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { exponential } from '../stages/exponential.js';

export const t3Indicator = defineIndicator({
  name: 't3',
  title: 'Tillson T3',
  group: 'average',
  description:
    'Six nested EMAs combined for little lag and little overshoot; every EMA starts at the first value.',
  inputs: ['series'],
  parameters: [bars(5), real('volume_factor', 0.7, 0, 1)],
  outputs: ['value'],
  formula: '−a³·E6 + 3(a² + a³)·E5 − (6a² + 3(a + a³))·E4 + (1 + 3a + a³ + 3a²)·E3',
  source:
    'Tillson, Smoothing Techniques for More Accurate Signals, Stocks & Commodities 16:1 (1998); seeds as in Skender',
  lookback: () => 0,
  scratch: 6,
  memory: 12,
  run({ from, to, inputs: [x], outputs: [y], scratch, memory }, [n, a]) {
    const alpha = 2 / (n + 1);
    let input = x;
    for (let k = 0; k < 6; k++) {
      exponential(input, scratch[k], from, to, 1, alpha, memory, 2 * k);
      input = scratch[k];
    }
    const [, , e3, e4, e5, e6] = scratch;
    const c1 = -a * a * a;
    const c2 = 3 * a * a + 3 * a * a * a;
    const c3 = -6 * a * a - 3 * a - 3 * a * a * a;
    const c4 = 1 + 3 * a + a * a * a + 3 * a * a;
    for (let i = from; i < to; i++) y[i] = c1 * e6[i] + c2 * e5[i] + c3 * e4[i] + c4 * e3[i];
  },
});
