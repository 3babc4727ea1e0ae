import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';
import { trueRangeStage } from '../stages/true-range.js';

export const atrIndicator = defineIndicator({
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  description:
    'Wilder average of the true range, in price units; first value = mean of the first n true ranges.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: 'atr ← ((n−1)·atr + tr)/n',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978), ch. III',
  lookback: ([n]) => n,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch: [range], memory }, [n]) {
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    wilderStage(range, y, from, to, n, memory, 1);
  },
});

/** Number of leading NaN of `atr`: the period. */
export function atrLookback(period: number): number {
  return atrIndicator.lookback([period]);
}

/** Wilder's average true range of `period`, in price units; see the record. */
export function atr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  output = new Float64Array(close.length),
): Float64Array {
  atrIndicator.compute([high, low, close], [period], [output]);
  return output;
}
