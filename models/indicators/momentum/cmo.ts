import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { gainsAndLosses } from '../stages/gains-and-losses.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const cmoIndicator = defineIndicator({
  name: 'cmo',
  title: 'Chande momentum oscillator',
  group: 'momentum',
  description: 'Gains less losses over gains plus losses of n changes, −100 to 100; 0 when nothing changed.',
  inputs: ['series'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·(ΣG − ΣL)/(ΣG + ΣL)',
  source: 'Chande and Kroll, The New Technical Trader (1994), p. 96',
  lookback: ([n]) => n,
  scratch: 4,
  memory: 7,
  run({ from, to, inputs: [x], outputs: [y], scratch: [up, down, rises, falls], memory }, [n]) {
    gainsAndLosses(x, up, down, from, to, memory, 0);
    rollingSum(up, rises, from, to, n, 1, memory, 1);
    rollingSum(down, falls, from, to, n, 1, memory, 4);
    for (let i = from; i < to; i++) {
      const total = rises[i] + falls[i];
      y[i] = total === 0 ? 0 : (100 * (rises[i] - falls[i])) / total;
    }
  },
});
