import { defineIndicator } from '../define-indicator.js';

export const obvIndicator = defineIndicator({
  name: 'obv',
  title: 'On-balance volume',
  group: 'volume',
  description:
    'Running total of volume, added on rising and subtracted on falling closes; 0 on the first bar. Only its changes mean anything.',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'obv ← obv + sign(close − close[1])·volume',
  source: 'Granville, New Key to Stock Market Profits (1963); starts at 0 as in Skender and Tulip',
  lookback: () => 0,
  memory: 3,
  run({ from, to, inputs: [c, v], outputs: [y], memory }) {
    let [known, total, last] = memory;
    for (let i = from; i < to; i++) {
      const price = c[i];
      const amount = v[i];
      if (price - price + amount - amount !== 0) {
        known = 0;
        y[i] = Number.NaN;
        continue;
      }
      if (known === 0) total = 0;
      else if (price > last) total += amount;
      else if (price < last) total -= amount;
      known = 1;
      last = price;
      y[i] = total;
    }
    memory[0] = known;
    memory[1] = total;
    memory[2] = last;
  },
});

/** On-balance volume, 0 on the first bar; see the record. */
export function obv(
  close: Float64Array,
  volume: Float64Array,
  output = new Float64Array(close.length),
): Float64Array {
  obvIndicator.compute([close, volume], [], [output]);
  return output;
}
