import { defineIndicator } from '../define-indicator.js';
import { real } from '../parameters.js';

export const psarIndicator = defineIndicator({
  name: 'psar',
  title: 'Parabolic stop and reverse',
  group: 'trend',
  description:
    'Trailing stop that accelerates with every new extreme and reverses when touched; direction: 1 while it trails a rise, −1 a fall.',
  inputs: ['high', 'low'],
  parameters: [real('step', 0.02, 0, 10), real('maximum', 0.2, 0, 10)],
  outputs: ['value', 'direction'],
  formula:
    'sar ← sar + af·(extreme − sar), kept out of the range of the last two bars; af grows by step at each new extreme',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978), ch. II; start as in TA-Lib SAR',
  lookback: () => 1,
  memory: 8,
  run({ from, to, inputs: [h, l], outputs: [y, direction], memory }, [step, maximum]) {
    let [count, long, factor, extreme, sar, lastHigh, lastLow] = memory;
    const firstFactor = Math.min(step, maximum);
    for (let i = from; i < to; i++) {
      const high = h[i];
      const low = l[i];
      y[i] = Number.NaN;
      direction[i] = Number.NaN;
      if (high - high + low - low !== 0) {
        count = 0;
        continue;
      }
      count++;
      if (count === 1) {
        lastHigh = high;
        lastLow = low;
        continue;
      }
      let beforeHigh = lastHigh;
      let beforeLow = lastLow;
      if (count === 2) {
        const down = lastLow - low;
        long = down > 0 && down > high - lastHigh ? 0 : 1;
        extreme = long === 1 ? high : low;
        sar = long === 1 ? lastLow : lastHigh;
        factor = firstFactor;
        beforeHigh = high;
        beforeLow = low;
      }
      if (long === 1 ? low <= sar : high >= sar) {
        long = 1 - long;
        sar = extreme;
        sar = long === 1 ? Math.min(sar, beforeLow, low) : Math.max(sar, beforeHigh, high);
        y[i] = sar;
        factor = firstFactor;
        extreme = long === 1 ? high : low;
      } else {
        y[i] = sar;
        if (long === 1 ? high > extreme : low < extreme) {
          extreme = long === 1 ? high : low;
          factor = Math.min(maximum, factor + step);
        }
      }
      direction[i] = long === 1 ? 1 : -1;
      sar += factor * (extreme - sar);
      sar = long === 1 ? Math.min(sar, beforeLow, low) : Math.max(sar, beforeHigh, high);
      lastHigh = high;
      lastLow = low;
    }
    memory.set([count, long, factor, extreme, sar, lastHigh, lastLow]);
  },
});
