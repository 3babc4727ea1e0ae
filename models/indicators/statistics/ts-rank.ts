import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lowerBound, slideSortedWindow } from '../stages/sorted-window.js';

export const tsRankIndicator = defineIndicator({
  name: 'ts_rank',
  title: 'Rank through time',
  group: 'statistics',
  description:
    'Rank of the value among the last n, as a fraction: 1/n for the smallest, 1 for the largest, ties share their mean rank.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '(number smaller + (number equal + 1)/2)/n, the value itself counted among the equal',
  source: 'Kakushadze, 101 Formulaic Alphas (2016), appendix A.1; ties as in pandas rank(pct=True)',
  lookback: ([n]) => n - 1,
  memory: ([n]) => n + 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    for (let i = from; i < to; i++) {
      if (slideSortedWindow(x, i, n, memory, 0) < n) {
        y[i] = Number.NaN;
        continue;
      }
      const first = lowerBound(memory, 1, n + 1, x[i]);
      let last = first;
      while (last + 1 <= n && memory[last + 1] === x[i]) last++;
      y[i] = (first - 1 + (last - first + 2) / 2) / n;
    }
  },
});
