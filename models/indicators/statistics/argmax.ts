import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

const ALPHAS =
  'Kakushadze, 101 Formulaic Alphas (2016), appendix A.1: ts_argmax, ts_argmin; TA-Lib MAXINDEX, MININDEX';

export const barsSinceHighestIndicator = defineIndicator({
  name: 'bars_since_highest',
  title: 'Bars since the highest',
  group: 'statistics',
  description:
    'How many bars ago the largest of the last n values stood; 0 when it is the current one, the latest of equals.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'i − argmax(x[0], …, x[n−1])',
  source: ALPHAS,
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [best], memory }, [n]) {
    rollingMaximum(x, best, y, from, to, n, memory, 0);
  },
});

export const barsSinceLowestIndicator = defineIndicator({
  name: 'bars_since_lowest',
  title: 'Bars since the lowest',
  group: 'statistics',
  description:
    'How many bars ago the smallest of the last n values stood; 0 when it is the current one, the latest of equals.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'i − argmin(x[0], …, x[n−1])',
  source: ALPHAS,
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [best], memory }, [n]) {
    rollingMinimum(x, best, y, from, to, n, memory, 0);
  },
});

export const argmaxIndicator = defineIndicator({
  name: 'argmax',
  title: 'Position of the highest',
  group: 'statistics',
  description:
    'Position of the largest of the last n values, 1 for the oldest bar of the window to n for the current; the latest of equals.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'n − bars_since_highest(n)',
  source: ALPHAS,
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [best], memory }, [n]) {
    rollingMaximum(x, best, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = n - y[i];
  },
});

export const argminIndicator = defineIndicator({
  name: 'argmin',
  title: 'Position of the lowest',
  group: 'statistics',
  description:
    'Position of the smallest of the last n values, 1 for the oldest bar of the window to n for the current; the latest of equals.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'n − bars_since_lowest(n)',
  source: ALPHAS,
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [best], memory }, [n]) {
    rollingMinimum(x, best, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = n - y[i];
  },
});
