import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';

export const smmaIndicator = defineIndicator({
  name: 'smma',
  title: "Smoothed moving average (Wilder's, RMA)",
  group: 'average',
  description:
    'Exponential average with weight 1/n for the latest value, seeded with the mean of the first n.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'smma ← ((n−1)·smma + x)/n; first value = SMA(n)',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); Achelis (2000), p. 366',
  lookback: ([n]) => n - 1,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    wilderStage(x, y, from, to, n, memory, 0);
  },
});

/** Wilder's average of `period`, first at index period − 1; see the record. */
export function smma(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  smmaIndicator.compute([input], [period], [output]);
  return output;
}
