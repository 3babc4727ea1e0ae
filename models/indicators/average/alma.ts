import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { kernelMean } from '../stages/kernel-mean.js';

export const almaIndicator = defineIndicator({
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  group: 'average',
  description: 'Mean of the last n values under a bell of weights whose centre lies near the latest value.',
  inputs: ['series'],
  parameters: [bars(9), real('offset', 0.85, 0, 1), real('sigma', 6, 0.1, 100)],
  outputs: ['value'],
  formula: 'Σ w·x/Σ w, w(k) = exp(−(k − offset·(n−1))²·sigma²/(2n²)), k = 0 for the oldest',
  source: 'Legoux and Kouzis-Loukas (2009); as in Skender and Pine Script',
  lookback: ([n]) => n - 1,
  memory: ([n]) => n + 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n, offset, sigma]) {
    if (memory[1] === 0) {
      const centre = offset * (n - 1);
      let total = 0;
      for (let k = 0; k < n; k++) {
        memory[2 + k] = Math.exp((-(k - centre) * (k - centre) * sigma * sigma) / (2 * n * n));
        total += memory[2 + k];
      }
      memory[1] = total;
    }
    kernelMean(x, y, from, to, n, memory, 0);
  },
});

export const sineWeightedIndicator = defineIndicator({
  name: 'sinwma',
  title: 'Sine-weighted moving average',
  group: 'average',
  description: 'Mean of the last n values with the weights of half a sine wave, largest in the middle.',
  inputs: ['series'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: 'Σ w·x/Σ w, w(k) = sin(π·(k+1)/(n+1)), k = 0 … n−1',
  source: 'Pandas TA: sinwma',
  lookback: ([n]) => n - 1,
  memory: ([n]) => n + 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    if (memory[1] === 0) {
      let total = 0;
      for (let k = 0; k < n; k++) {
        memory[2 + k] = Math.sin((Math.PI * (k + 1)) / (n + 1));
        total += memory[2 + k];
      }
      memory[1] = total;
    }
    kernelMean(x, y, from, to, n, memory, 0);
  },
});
