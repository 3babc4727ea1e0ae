import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingDeviation } from '../stages/rolling-deviation.js';

export const cciIndicator = defineIndicator({
  name: 'cci',
  title: 'Commodity channel index',
  group: 'momentum',
  description:
    'Distance of the typical price from its mean in units of 1.5 % of its mean absolute deviation. 0 when the window is flat.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: '(tp − SMA(tp)) / (0.015·mean|tp − SMA(tp)|), tp = (high + low + close)/3',
  source: 'Lambert, Commodity Channel Index, Commodities (1980)',
  lookback: ([n]) => n - 1,
  scratch: 3,
  memory: 1,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch: [typical, mean, deviation], memory }, [n]) {
    for (let i = from; i < to; i++) typical[i] = (h[i] + l[i] + c[i]) / 3;
    rollingDeviation(typical, mean, deviation, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const distance = typical[i] - mean[i];
      y[i] = distance === 0 ? 0 : distance / (0.015 * deviation[i]);
    }
  },
});
