import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { wilderStage } from '../stages/exponential.js';
import { trueRangeStage } from '../stages/true-range.js';

export const natrIndicator = defineIndicator({
  name: 'natr',
  title: 'Normalised average true range',
  group: 'volatility',
  description: 'Average true range in percent of the close.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·ATR(n)/close',
  source:
    'Forman, Cross-Market Evaluations with Normalized Average True Range, Stocks & Commodities 24:5 (2006)',
  lookback: ([n]) => n,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch: [range], memory }, [n]) {
    trueRangeStage(h, l, c, range, from, to, memory, 0);
    wilderStage(range, y, from, to, n, memory, 1);
    for (let i = from; i < to; i++) y[i] = (100 * y[i]) / c[i];
  },
});
