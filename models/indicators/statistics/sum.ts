import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const sumIndicator = defineIndicator({
  name: 'sum',
  title: 'Rolling sum',
  group: 'statistics',
  description: 'Sum of the last n values, by compensated summation.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'x[0] + … + x[n−1]',
  source: 'Definition; summation after Knuth, TAOCP 2, 4.2.2',
  lookback: ([n]) => n - 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    rollingSum(x, y, from, to, n, 1, memory, 0);
  },
});

/** Sum of the last `period` values, first at index period − 1; see the record. */
export function rollingTotal(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  sumIndicator.compute([input], [period], [output]);
  return output;
}
