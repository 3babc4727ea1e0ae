import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMinimum } from '../stages/rolling-extremum.js';

export const lowestIndicator = defineIndicator({
  name: 'lowest',
  title: 'Lowest',
  group: 'statistics',
  description: 'Smallest of the last n values, the current one included.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'min(x[0], …, x[n−1])',
  source: 'Definition; TA-Lib MIN, Kakushadze (2016): ts_min',
  lookback: ([n]) => n - 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    rollingMinimum(x, y, undefined, from, to, n, memory, 0);
  },
});

/** Smallest of the last `period` values, first at index period − 1; see the record. */
export function lowest(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  lowestIndicator.compute([input], [period], [output]);
  return output;
}
