import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const vidyaIndicator = defineIndicator({
  name: 'vidya',
  title: 'Variable index dynamic average',
  group: 'average',
  description:
    'EMA whose speed follows the absolute Chande momentum of the last n changes. Starts from the value where that exists.',
  inputs: ['series'],
  parameters: [bars(14), bars(9, 'momentum_period')],
  outputs: ['value'],
  formula: 'v ← v + 2/(n+1)·|CMO(m)|/100·(x − v)',
  source: 'Chande, Stocks & Commodities 10:3 (1992), CMO variant of 1994',
  lookback: ([, m]) => m,
  scratch: 4,
  memory: 10,
  run({ from, to, inputs: [x], outputs: [y], scratch: [up, down, rises, falls], memory }, [n, m]) {
    let [known, last] = memory;
    for (let i = from; i < to; i++) {
      const price = x[i];
      const change = known === 1 ? price - last : Number.NaN;
      up[i] = change > 0 ? change : 0 * change;
      down[i] = change < 0 ? -change : 0 * change;
      known = price - price === 0 ? 1 : 0;
      last = price;
    }
    memory[0] = known;
    memory[1] = last;
    rollingSum(up, rises, from, to, m, 1, memory, 2);
    rollingSum(down, falls, from, to, m, 1, memory, 5);
    let running = memory[8];
    let value = memory[9];
    for (let i = from; i < to; i++) {
      const total = rises[i] + falls[i];
      if (total - total !== 0) running = 0;
      else if (running === 0) {
        running = 1;
        value = x[i];
      } else if (total > 0) {
        value += (2 / (n + 1)) * (Math.abs(rises[i] - falls[i]) / total) * (x[i] - value);
      }
      y[i] = running === 1 ? value : Number.NaN;
    }
    memory[8] = running;
    memory[9] = value;
  },
});
