import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';

export const momentumIndicator = defineIndicator({
  name: 'momentum',
  title: 'Momentum',
  group: 'momentum',
  description: 'Change over n bars, in units of the series.',
  inputs: ['series'],
  parameters: [bars(10)],
  outputs: ['value'],
  formula: 'x − x[n]',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 196; TA-Lib MOM',
  lookback: ([n]) => n,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    lagged(x, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = x[i] - y[i];
  },
});
