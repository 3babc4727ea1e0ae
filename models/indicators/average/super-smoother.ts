import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const superSmootherIndicator = defineIndicator({
  name: 'super_smoother',
  title: 'Super smoother',
  group: 'average',
  description:
    'Two-pole Butterworth low-pass filter with a critical period of n bars, started from the first two values.',
  inputs: ['series'],
  parameters: [bars(10, 'period', 2)],
  outputs: ['value'],
  formula:
    'y ← c1·(x + x[1])/2 + c2·y[1] + c3·y[2]; a = exp(−√2·π/n), c2 = 2a·cos(√2·π/n), c3 = −a², c1 = 1 − c2 − c3',
  source: 'Ehlers, Cycle Analytics for Traders (2013), ch. 3',
  lookback: () => 0,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    let [count, last, one, two] = memory;
    const angle = (Math.SQRT2 * Math.PI) / n;
    const a = Math.exp(-angle);
    const c2 = 2 * a * Math.cos(angle);
    const c3 = -a * a;
    const c1 = 1 - c2 - c3;
    for (let i = from; i < to; i++) {
      const price = x[i];
      if (price - price !== 0) {
        count = 0;
        y[i] = Number.NaN;
        continue;
      }
      count++;
      const value = count < 3 ? price : (c1 * (price + last)) / 2 + c2 * one + c3 * two;
      two = one;
      one = value;
      last = price;
      y[i] = value;
    }
    memory[0] = count;
    memory[1] = last;
    memory[2] = one;
    memory[3] = two;
  },
});
