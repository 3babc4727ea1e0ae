import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';
import { trueRangeStage } from '../stages/true-range.js';

export const vortexIndicator = defineIndicator({
  name: 'vortex',
  title: 'Vortex indicator',
  group: 'trend',
  description:
    'Upward (plus) and downward (minus) vortex movement over the true range of n bars. NaN when there is no range.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['plus', 'minus'],
  formula: 'plus = Σ|high − low[1]|/ΣTR; minus = Σ|low − high[1]|/ΣTR',
  source: 'Botes and Siepman, Stocks & Commodities 28:1 (2010)',
  lookback: ([n]) => n,
  scratch: 4,
  memory: 10,
  run(
    { from, to, inputs: [h, l, c], outputs: [plus, minus], scratch: [range, up, down, total], memory },
    [n],
  ) {
    const first = memory[0] === 0;
    let lastHigh = first ? Number.NaN : h[from - 1];
    let lastLow = first ? Number.NaN : l[from - 1];
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    for (let i = from; i < to; i++) {
      up[i] = Math.abs(h[i] - lastLow) + 0 * range[i];
      down[i] = Math.abs(l[i] - lastHigh) + 0 * range[i];
      range[i] += 0 * (up[i] + down[i]);
      lastHigh = h[i];
      lastLow = l[i];
    }
    rollingSum(range, total, from, to, n, 1, memory, 1);
    rollingSum(up, plus, from, to, n, 1, memory, 4);
    rollingSum(down, minus, from, to, n, 1, memory, 7);
    for (let i = from; i < to; i++) {
      plus[i] = total[i] === 0 ? Number.NaN : plus[i] / total[i];
      minus[i] = total[i] === 0 ? Number.NaN : minus[i] / total[i];
    }
  },
});
