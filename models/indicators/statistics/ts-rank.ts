import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lowerBound, slideSortedWindow } from '../stages/sorted-window.js';

/** Longest window that is counted through at every bar; a longer one is kept in order. Measured: they meet near 150. */
const LONGEST_COUNTED = 128;

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
  memory: ([n]) => (n <= LONGEST_COUNTED ? 1 : n + 2),
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    if (n <= LONGEST_COUNTED) rankByCounting(x, y, from, to, n, memory);
    else rankByOrder(x, y, from, to, n, memory);
  },
});

/** Uses memory[0]. The comparisons are added up as numbers: a branch on them would be guessed wrong half the time. */
function rankByCounting(
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
  n: number,
  memory: Float64Array,
): void {
  let count = memory[0];
  for (let i = from; i < to; i++) {
    const value = x[i];
    count = value - value === 0 ? count + 1 : 0;
    if (count < n) {
      y[i] = Number.NaN;
      continue;
    }
    let below = 0;
    let upTo = 0;
    for (let j = i - n + 1; j <= i; j++) {
      const other = x[j];
      below = (below + (Number(other < value) | 0)) | 0;
      upTo = (upTo + (Number(other <= value) | 0)) | 0;
    }
    y[i] = (below + (upTo - below + 1) / 2) / n;
  }
  memory[0] = count;
}

/** Uses memory[0 … n]. */
function rankByOrder(
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
  n: number,
  memory: Float64Array,
): void {
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
}
