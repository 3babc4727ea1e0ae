import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { nestedEma } from '../stages/nested-ema.js';

export const temaIndicator = defineIndicator({
  name: 'tema',
  title: 'Triple exponential moving average',
  group: 'average',
  description:
    'Three nested EMAs combined to cancel most of their lag. All start at the SMA of the first n values.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '3·EMA1 − 3·EMA2 + EMA3, where EMA2 = EMA(EMA1), EMA3 = EMA(EMA2)',
  source: 'Mulloy, Smoothing Data with Less Lag, Stocks & Commodities 12:2 (1994); seeds as in Skender',
  lookback: ([n]) => n - 1,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    nestedEma(x, y, from, to, n, 3, -3, 1, memory, 0);
  },
});

/** Triple EMA of `period`, first at index period − 1; see the record. */
export function tema(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  temaIndicator.compute([input], [period], [output]);
  return output;
}
