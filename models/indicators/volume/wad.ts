import { defineIndicator } from '../define-indicator.js';
import { runningTotal } from '../stages/money-flow.js';

export const wadIndicator = defineIndicator({
  name: 'wad',
  title: "Williams' accumulation/distribution",
  group: 'volume',
  description:
    'Running total of how far the close rose above the true low, or fell below the true high. Starts on the second bar.',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['value'],
  formula:
    'wad ← wad + (close > close[1] ? close − min(low, close[1]) : close < close[1] ? close − max(high, close[1]) : 0)',
  source: 'Williams; Achelis, Technical Analysis from A to Z (2000), p. 367',
  lookback: () => 1,
  scratch: 1,
  memory: 2,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch: [flow], memory }) {
    let previous = memory[0] === 0 ? Number.NaN : c[from - 1] + 0 * (h[from - 1] + l[from - 1]);
    memory[0] = 1;
    for (let i = from; i < to; i++) {
      const price = c[i];
      let change = 0 * (price + previous + h[i] + l[i]);
      if (price > previous) change += price - Math.min(l[i], previous);
      else if (price < previous) change += price - Math.max(h[i], previous);
      flow[i] = change;
      previous = price + 0 * (h[i] + l[i]);
    }
    runningTotal(flow, y, from, to, memory, 1);
  },
});
