import { defineIndicator } from '../define-indicator.js';
import { trueRangeStage } from '../stages/true-range.js';

export const trueRangeIndicator = defineIndicator({
  name: 'true_range',
  title: 'True range',
  group: 'volatility',
  description: 'Range of the bar extended to the previous close. NaN on the first bar, which has none.',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['value'],
  formula: 'max(high, close[1]) − min(low, close[1])',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978), ch. III',
  lookback: () => 1,
  memory: 1,
  run({ from, to, inputs: [h, l, c], outputs: [y], memory }) {
    trueRangeStage(h, l, c, y, from, to, memory, 0);
  },
});

/** True range of each bar, first at index 1; see the record. */
export function trueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  output = new Float64Array(close.length),
): Float64Array {
  trueRangeIndicator.compute([high, low, close], [], [output]);
  return output;
}
