import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { nestedEma } from '../stages/nested-ema.js';

export const demaIndicator = defineIndicator({
  name: 'dema',
  title: 'Double exponential moving average',
  group: 'average',
  description:
    'Twice the EMA less the EMA of the EMA; less lag than an EMA. Both start at the SMA of the first n values.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '2·EMA(x) − EMA(EMA(x))',
  source:
    'Mulloy, Smoothing Data with Faster Moving Averages, Stocks & Commodities 12:1 (1994); seeds as in Skender',
  lookback: ([n]) => n - 1,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    nestedEma(x, y, from, to, n, 2, -1, 0, memory, 0);
  },
});

/** Double EMA of `period`, first at index period − 1; see the record. */
export function dema(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  demaIndicator.compute([input], [period], [output]);
  return output;
}
