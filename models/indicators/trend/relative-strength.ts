import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';

export const relativeStrengthIndicator = defineIndicator({
  name: 'prs',
  title: 'Price relative strength',
  group: 'trend',
  description:
    'Ratio of one series to another, and the difference of their changes over n bars as fractions.',
  inputs: ['series', 'series'],
  parameters: [bars(20)],
  outputs: ['ratio', 'change'],
  formula: 'ratio = x/y; change = (x/x[n] − 1) − (y/y[n] − 1)',
  source: 'Skender, Stock Indicators: PRS',
  lookback: ([n]) => n,
  scratch: 2,
  memory: 2,
  run({ from, to, inputs: [x, y], outputs: [ratio, change], scratch: [a, b], memory }, [n]) {
    lagged(x, a, from, to, n, memory, 0);
    lagged(y, b, from, to, n, memory, 1);
    for (let i = from; i < to; i++) {
      ratio[i] = x[i] / y[i];
      change[i] = x[i] / a[i] - 1 - (y[i] / b[i] - 1);
    }
  },
});
