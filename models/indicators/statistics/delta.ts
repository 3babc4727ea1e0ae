import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';

export const deltaIndicator = defineIndicator({
  name: 'delta',
  title: 'Difference',
  group: 'statistics',
  description:
    'The value less the value d bars ago: the operator of the formulaic alphas. The same numbers as momentum.',
  inputs: ['series'],
  parameters: [bars(1)],
  outputs: ['value'],
  formula: 'x − x[d]',
  source: 'Kakushadze, 101 Formulaic Alphas (2016), appendix A.1',
  lookback: ([n]) => n,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    lagged(x, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = x[i] - y[i];
  },
});
