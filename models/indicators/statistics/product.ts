import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const productIndicator = defineIndicator({
  name: 'product',
  title: 'Rolling product',
  group: 'statistics',
  description: 'Product of the last n values, oldest first.',
  inputs: ['series'],
  parameters: [bars(5)],
  outputs: ['value'],
  formula: 'x[n−1] · … · x[0]',
  source: 'Kakushadze, 101 Formulaic Alphas (2016), appendix A.1',
  lookback: ([n]) => n - 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    let count = memory[0];
    for (let i = from; i < to; i++) {
      const latest = x[i];
      count = latest - latest === 0 ? count + 1 : 0;
      let product = count < n ? Number.NaN : 1;
      if (count >= n) for (let j = i - n + 1; j <= i; j++) product *= x[j];
      y[i] = product - product === 0 ? product : Number.NaN;
    }
    memory[0] = count;
  },
});
