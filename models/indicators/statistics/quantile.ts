import { defineIndicator, type Span } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { slideSortedWindow } from '../stages/sorted-window.js';

export const quantileIndicator = defineIndicator({
  name: 'quantile',
  title: 'Quantile',
  group: 'statistics',
  description: 'The q-quantile of the last n values, interpolated between the two nearest.',
  inputs: ['series'],
  parameters: [bars(20), real('q', 0.5, 0, 1)],
  outputs: ['value'],
  formula: 'linear interpolation at position q·(n−1) of the sorted window',
  source: 'Hyndman and Fan, The American Statistician 50 (1996), type 7 (numpy’s default)',
  lookback: ([n]) => n - 1,
  memory: ([n]) => n + 2,
  run(span, [n, q]) {
    windowQuantile(span, n, q);
  },
});

export const medianIndicator = defineIndicator({
  name: 'median',
  title: 'Median',
  group: 'statistics',
  description: 'Median of the last n values.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'middle of the sorted window, mean of the two middle ones for even n',
  source: 'Definition',
  lookback: ([n]) => n - 1,
  memory: ([n]) => n + 2,
  run(span, [n]) {
    windowQuantile(span, n, 0.5);
  },
});

function windowQuantile({ from, to, inputs: [x], outputs: [y], memory }: Span, n: number, q: number): void {
  const position = q * (n - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  const weight = position - below;
  for (let i = from; i < to; i++) {
    if (slideSortedWindow(x, i, n, memory, 0) < n) {
      y[i] = Number.NaN;
      continue;
    }
    const low = memory[1 + below];
    y[i] = low + weight * (memory[1 + above] - low);
  }
}
