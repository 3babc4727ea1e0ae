import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';
import { trueRangeStage } from '../stages/true-range.js';

export const supertrendIndicator = defineIndicator({
  name: 'supertrend',
  title: 'Supertrend',
  group: 'trend',
  description:
    'Trailing stop at a multiple of the average true range from the middle of the bar; direction: 1 when the close is above it, −1 below.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(10), real('multiplier', 3, 0, 100)],
  outputs: ['value', 'direction'],
  formula:
    'bands (high + low)/2 ± k·ATR(n) that only tighten while the previous close respects them; the value is the lower band in a rise, the upper in a fall',
  source: 'Seban; as in Skender',
  lookback: ([n]) => n,
  scratch: 2,
  memory: 8,
  run({ from, to, inputs: [h, l, c], outputs: [y, direction], scratch: [range, average], memory }, [n, k]) {
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    wilderStage(range, average, from, to, n, memory, 1);
    let known = memory[3];
    let bullish = memory[4];
    let upper = memory[5];
    let lower = memory[6];
    let last = memory[7];
    for (let i = from; i < to; i++) {
      const middle = (h[i] + l[i]) / 2;
      const distance = k * average[i];
      const price = c[i];
      if (distance - distance !== 0) {
        known = 0;
        y[i] = Number.NaN;
        direction[i] = Number.NaN;
        last = price;
        continue;
      }
      if (known === 0) {
        bullish = price >= middle ? 1 : 0;
        upper = middle + distance;
        lower = middle - distance;
        known = 1;
      }
      if (middle + distance < upper || last > upper) upper = middle + distance;
      if (middle - distance > lower || last < lower) lower = middle - distance;
      bullish = price <= (bullish === 1 ? lower : upper) ? 0 : 1;
      y[i] = bullish === 1 ? lower : upper;
      direction[i] = bullish === 1 ? 1 : -1;
      last = price;
    }
    memory[3] = known;
    memory[4] = bullish;
    memory[5] = upper;
    memory[6] = lower;
    memory[7] = last;
  },
});
