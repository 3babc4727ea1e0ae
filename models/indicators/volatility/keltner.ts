import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { emaStage, wilderStage } from '../stages/exponential.js';
import { trueRangeStage } from '../stages/true-range.js';

export const keltnerIndicator = defineIndicator({
  name: 'keltner',
  title: 'Keltner channels',
  group: 'volatility',
  description:
    'EMA of the close and bands a multiple of the average true range away; width as a fraction of the middle.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(20), real('multiplier', 2, 0, 100), bars(10, 'atr_period')],
  outputs: ['middle', 'upper', 'lower', 'width'],
  formula: 'EMA(close, n) ± multiplier·ATR(atr_period)',
  source: 'Keltner (1960), in the variant of Raschke (1980s): EMA and ATR',
  lookback: ([n, , m]) => Math.max(n - 1, m),
  scratch: 2,
  memory: 5,
  run(
    {
      from,
      to,
      inputs: [h, l, c],
      outputs: [middle, upper, lower, width],
      scratch: [range, average],
      memory,
    },
    [n, k, m],
  ) {
    emaStage(c, middle, from, to, n, memory, 0);
    trueRangeStage(h, l, c, range, from, to, memory, 4);
    wilderStage(range, average, from, to, m, memory, 2);
    for (let i = from; i < to; i++) {
      const distance = k * average[i];
      upper[i] = middle[i] + distance;
      lower[i] = middle[i] - distance;
      width[i] = (upper[i] - lower[i]) / middle[i];
    }
  },
});
