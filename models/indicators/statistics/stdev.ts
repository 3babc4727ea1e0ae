import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { rollingMoments } from '../stages/rolling-moments.js';

/** Variances are turned into deviations so many at a time, while they are near the processor. */
const STRETCH = 1024;

const ddof = { ...real('ddof', 0, 0, 1), integer: true };

export const varianceIndicator = defineIndicator({
  name: 'variance',
  title: 'Variance',
  group: 'statistics',
  description:
    'Variance of the last n values; ddof 0 (default) for the population, 1 for the sample. Exactly 0 when flat.',
  inputs: ['series'],
  parameters: [bars(20), ddof],
  outputs: ['value'],
  formula: 'Σ(x − mean)²/(n − ddof)',
  source: 'Definition; anchored sums, after Chan, Golub and LeVeque, The American Statistician 37 (1983)',
  lookback: ([n]) => n - 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n, ddof]) {
    rollingMoments(x, y, y, from, to, n, memory, 0);
    if (ddof > 0) for (let i = from; i < to; i++) y[i] *= n / (n - ddof);
  },
});

export const stdevIndicator = defineIndicator({
  name: 'stdev',
  title: 'Standard deviation',
  group: 'statistics',
  description:
    'Standard deviation of the last n values; ddof 0 (default) for the population, 1 for the sample. Exactly 0 when flat.',
  inputs: ['series'],
  parameters: [bars(20), ddof],
  outputs: ['value'],
  formula: '√(Σ(x − mean)²/(n − ddof))',
  source: 'Definition; anchored sums, after Chan, Golub and LeVeque, The American Statistician 37 (1983)',
  lookback: ([n]) => n - 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n, ddof]) {
    const correction = n / (n - ddof);
    for (let start = from; start < to; start += STRETCH) {
      const end = Math.min(to, start + STRETCH);
      rollingMoments(x, y, y, start, end, n, memory, 0);
      for (let i = start; i < end; i++) y[i] = Math.sqrt(y[i] * correction);
    }
  },
});

/** Population standard deviation of the last `period` values, first at index period − 1; see the record. */
export function stdev(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  stdevIndicator.compute([input], [period, 0], [output]);
  return output;
}
