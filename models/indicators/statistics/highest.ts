import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMaximum } from '../stages/rolling-extremum.js';

export const highestIndicator = defineIndicator({
  name: 'highest',
  title: 'Highest',
  group: 'statistics',
  description: 'Largest of the last n values, the current one included.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'max(x[0], …, x[n−1])',
  source: 'Definition; TA-Lib MAX, Kakushadze (2016): ts_max',
  lookback: ([n]) => n - 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    rollingMaximum(x, y, undefined, from, to, n, memory, 0);
  },
});

/** Largest of the last `period` values, first at index period − 1; see the record. */
export function highest(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  highestIndicator.compute([input], [period], [output]);
  return output;
}
