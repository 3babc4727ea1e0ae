import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const accelerationBandsIndicator = defineIndicator({
  name: 'accbands',
  title: 'Acceleration bands',
  group: 'volatility',
  description: 'Means of the close and of the high and low stretched by the relative range of the bar.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(20)],
  outputs: ['middle', 'upper', 'lower'],
  formula: 'SMA(close), SMA(high·(1 + w)), SMA(low·(1 − w)), w = 4·(high − low)/(high + low)',
  source: 'Headley, Big Trends in Trading (2002); TA-Lib ACCBANDS',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 9,
  run({ from, to, inputs: [h, l, c], outputs: [middle, upper, lower], scratch: [top, bottom], memory }, [n]) {
    for (let i = from; i < to; i++) {
      const total = h[i] + l[i];
      const width = total === 0 ? 0 : (4 * (h[i] - l[i])) / total;
      top[i] = h[i] * (1 + width);
      bottom[i] = l[i] * (1 - width);
    }
    rollingMean(c, middle, from, to, n, memory, 0);
    rollingMean(top, upper, from, to, n, memory, 3);
    rollingMean(bottom, lower, from, to, n, memory, 6);
  },
});
