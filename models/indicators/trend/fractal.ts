import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const fractalIndicator = defineIndicator({
  name: 'fractal',
  title: 'Williams fractals',
  group: 'trend',
  description:
    'Latest confirmed fractal high (upper) and low (lower), the fractal chaos bands; high and low: 1 at the bar that confirms a new one, else 0. A fractal of span k is confirmed k bars after it stood, and appears only then.',
  inputs: ['high', 'low'],
  parameters: [bars(2, 'span')],
  outputs: ['upper', 'lower', 'high', 'low'],
  formula: 'high[k] is a fractal when above the highs of k bars on either side; low[k] likewise below',
  source: 'Williams, Trading Chaos (1995); Skender: fractal, FCB, in causal form',
  lookback: ([k]) => 2 * k,
  memory: 3,
  run({ from, to, inputs: [h, l], outputs: [upper, lower, high, low], memory }, [k]) {
    let [count, top, bottom] = memory;
    for (let i = from; i < to; i++) {
      count = h[i] - h[i] + l[i] - l[i] === 0 ? count + 1 : 0;
      if (count < 2 * k + 1) {
        if (count <= 1) {
          top = Number.NaN;
          bottom = Number.NaN;
        }
        upper[i] = Number.NaN;
        lower[i] = Number.NaN;
        high[i] = Number.NaN;
        low[i] = Number.NaN;
        continue;
      }
      const middle = i - k;
      let isHigh = 1;
      let isLow = 1;
      for (let j = i - 2 * k; j <= i; j++) {
        if (j !== middle && h[j] >= h[middle]) isHigh = 0;
        if (j !== middle && l[j] <= l[middle]) isLow = 0;
      }
      if (isHigh === 1) top = h[middle];
      if (isLow === 1) bottom = l[middle];
      upper[i] = top;
      lower[i] = bottom;
      high[i] = isHigh;
      low[i] = isLow;
    }
    memory[0] = count;
    memory[1] = top;
    memory[2] = bottom;
  },
});
