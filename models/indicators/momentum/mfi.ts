import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const mfiIndicator = defineIndicator({
  name: 'mfi',
  title: 'Money flow index',
  group: 'volume',
  description:
    'Share of the money that flowed on rising typical prices, 0 to 100. 100 when no money flowed on falling ones, 50 when none flowed at all.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula:
    '100·P/(P+N), P and N = sums over n bars of tp·volume on bars where tp rose, fell; tp = (high + low + close)/3',
  source: 'Quong and Soudack, Stocks & Commodities 7:3 (1989); Achelis (2000), p. 187',
  lookback: ([n]) => n,
  scratch: 5,
  memory: 7,
  run(
    { from, to, inputs: [h, l, c, v], outputs: [y], scratch: [typical, up, down, rises, falls], memory },
    [n],
  ) {
    let previous = memory[6] === 0 ? Number.NaN : typical[from - 1];
    memory[6] = 1;
    for (let i = from; i < to; i++) {
      const price = (h[i] + l[i] + c[i]) / 3;
      const change = price - previous;
      const flow = price * v[i] + 0 * change;
      typical[i] = price;
      up[i] = change > 0 ? flow : 0 * flow;
      down[i] = change < 0 ? flow : 0 * flow;
      previous = price;
    }
    rollingSum(up, rises, from, to, n, 1, memory, 0);
    rollingSum(down, falls, from, to, n, 1, memory, 3);
    for (let i = from; i < to; i++) {
      const total = rises[i] + falls[i];
      y[i] = total === 0 ? 50 : (100 * rises[i]) / total;
    }
  },
});
