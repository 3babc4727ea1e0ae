import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { weightedMean } from '../stages/weighted-mean.js';

export const wmaIndicator = defineIndicator({
  name: 'wma',
  title: 'Weighted moving average',
  group: 'average',
  description: 'Mean of the last n values with weights n, n−1, …, 1, the latest weighing most.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '(n·x[0] + (n−1)·x[1] + … + x[n−1]) / (n(n+1)/2)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 213',
  lookback: ([n]) => n - 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    weightedMean(x, y, from, to, n, memory, 0);
  },
});

/** Linearly weighted mean of the last `period` values, first at index period − 1; see the record. */
export function wma(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  wmaIndicator.compute([input], [period], [output]);
  return output;
}
