import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const smaIndicator = defineIndicator({
  name: 'sma',
  title: 'Simple moving average',
  group: 'average',
  description:
    'Mean of the last n values. Compensated summation: means that are equal come out equal to 1e-15 relative.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '(x[0] + … + x[n−1 bars ago]) / n',
  source: 'Arithmetic mean; summation after Møller (1965) and Knuth, TAOCP 2, 4.2.2',
  lookback: ([n]) => n - 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    rollingMean(x, y, from, to, n, memory, 0);
  },
});

/** Number of leading NaN of `sma`: period − 1. */
export function smaLookback(period: number): number {
  return smaIndicator.lookback([period]);
}

/** Mean of the last `period` values; see the record for formula, NaN rule and source. */
export function sma(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  smaIndicator.compute([input], [period], [output]);
  return output;
}
