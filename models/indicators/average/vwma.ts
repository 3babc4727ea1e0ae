import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const vwmaIndicator = defineIndicator({
  name: 'vwma',
  title: 'Volume-weighted moving average',
  group: 'average',
  description: 'Mean of the last n values weighted by volume. NaN where no volume traded in the window.',
  inputs: ['series', 'volume'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'Σ x·volume / Σ volume over n bars',
  source: 'Arms (1990s), as in Tulip Indicators: vwma',
  lookback: ([n]) => n - 1,
  scratch: 3,
  memory: 6,
  run({ from, to, inputs: [x, v], outputs: [y], scratch: [product, top, bottom], memory }, [n]) {
    for (let i = from; i < to; i++) product[i] = x[i] * v[i];
    rollingSum(product, top, from, to, n, 1, memory, 0);
    rollingSum(v, bottom, from, to, n, 1, memory, 3);
    for (let i = from; i < to; i++) y[i] = top[i] / bottom[i];
  },
});
