import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const aroonIndicator = defineIndicator({
  name: 'aroon',
  title: 'Aroon',
  group: 'trend',
  description:
    'How lately the highest high (up) and the lowest low (down) of n + 1 bars occurred, 0 to 100, and their difference (oscillator). The latest of equals counts.',
  inputs: ['high', 'low'],
  parameters: [bars(25)],
  outputs: ['up', 'down', 'oscillator'],
  formula: 'up = 100·(n − bars since HH(n+1))/n; down likewise with LL; oscillator = up − down',
  source: 'Chande, Stocks & Commodities 13:9 (1995)',
  lookback: ([n]) => n,
  scratch: 1,
  memory: 6,
  run({ from, to, inputs: [h, l], outputs: [up, down, oscillator], scratch: [best], memory }, [n]) {
    rollingMaximum(h, best, up, from, to, n + 1, memory, 0);
    rollingMinimum(l, best, down, from, to, n + 1, memory, 3);
    for (let i = from; i < to; i++) {
      up[i] = (100 * (n - up[i])) / n;
      down[i] = (100 * (n - down[i])) / n;
      oscillator[i] = up[i] - down[i];
    }
  },
});
