import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';

export const rocIndicator = defineIndicator({
  name: 'roc',
  title: 'Rate of change',
  group: 'momentum',
  description: 'Change over n bars in percent of the earlier value.',
  inputs: ['series'],
  parameters: [bars(10)],
  outputs: ['value'],
  formula: '100·(x/x[n] − 1)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 265',
  lookback: ([n]) => n,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    lagged(x, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = 100 * (x[i] / y[i] - 1);
  },
});

/** Change over `period` bars in percent, first at index period; see the record. */
export function roc(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  rocIndicator.compute([input], [period], [output]);
  return output;
}
