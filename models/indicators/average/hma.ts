import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { weightedMean } from '../stages/weighted-mean.js';

export const hmaIndicator = defineIndicator({
  name: 'hma',
  title: 'Hull moving average',
  group: 'average',
  description:
    'A weighted average of twice the half-length less the full-length weighted average; almost without lag.',
  inputs: ['series'],
  parameters: [bars(20, 'period', 2)],
  outputs: ['value'],
  formula: 'WMA(2·WMA(x, ⌊n/2⌋) − WMA(x, n), ⌊√n⌋)',
  source: 'Hull, alanhull.com/hull-moving-average (2005); halves and roots rounded down as in Tulip',
  lookback: ([n]) => n + Math.floor(Math.sqrt(n)) - 2,
  scratch: 3,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [half, full, raw], memory }, [n]) {
    weightedMean(x, half, from, to, Math.floor(n / 2), memory, 0);
    weightedMean(x, full, from, to, n, memory, 1);
    for (let i = from; i < to; i++) raw[i] = 2 * half[i] - full[i];
    weightedMean(raw, y, from, to, Math.floor(Math.sqrt(n)), memory, 2);
  },
});
