import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const kamaIndicator = defineIndicator({
  name: 'kama',
  title: "Kaufman's adaptive moving average",
  group: 'average',
  description:
    'Exponential average that is fast in a clean move and slow in noise. Seeded with the value before the first output.',
  inputs: ['series'],
  parameters: [bars(10), bars(2, 'fast'), bars(30, 'slow')],
  outputs: ['value'],
  formula:
    'kama ← kama + sc²·(x − kama); sc = er·(2/(fast+1) − 2/(slow+1)) + 2/(slow+1); er = |x − x[n]|/Σ|changes of n bars|',
  source: 'Kaufman, Smarter Trading (1995); seed as in TA-Lib',
  lookback: ([n]) => n,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n, fast, slow]) {
    let [count, value] = memory;
    const slowest = 2 / (slow + 1);
    const spread = 2 / (fast + 1) - slowest;
    for (let i = from; i < to; i++) {
      const price = x[i];
      count = price - price === 0 ? count + 1 : 0;
      if (count <= n) {
        value = price;
        y[i] = Number.NaN;
        continue;
      }
      let path = 0;
      for (let j = i - n + 1; j <= i; j++) path += Math.abs(x[j] - x[j - 1]);
      const distance = Math.abs(price - x[i - n]);
      const efficiency = path > 0 ? Math.min(1, distance / path) : 1;
      const smoothing = efficiency * spread + slowest;
      value += smoothing * smoothing * (price - value);
      y[i] = value;
    }
    memory[0] = count;
    memory[1] = value;
  },
});
