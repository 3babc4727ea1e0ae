import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { weightedMean } from '../stages/weighted-mean.js';

export const decayLinearIndicator = defineIndicator({
  name: 'decay_linear',
  title: 'Linearly decaying mean',
  group: 'average',
  description:
    'The operator of the formulaic alphas: weights d, d−1, …, 1 scaled to sum to one. The same numbers as wma.',
  inputs: ['series'],
  parameters: [bars(10)],
  outputs: ['value'],
  formula: '(d·x[0] + (d−1)·x[1] + … + x[d−1]) / (d(d+1)/2)',
  source: 'Kakushadze, 101 Formulaic Alphas (2016), arXiv:1601.00991, appendix A.1',
  lookback: ([n]) => n - 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    weightedMean(x, y, from, to, n, memory, 0);
  },
});
