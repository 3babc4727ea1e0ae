import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { exponential } from '../stages/exponential.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const smiIndicator = defineIndicator({
  name: 'smi',
  title: 'Stochastic momentum index',
  group: 'momentum',
  description:
    'Distance of the close from the middle of the range of n bars, doubly smoothed, −100 to 100, with a signal line. 0 when the range is zero.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(13), bars(25, 'first_smoothing'), bars(2, 'second_smoothing'), bars(3, 'signal')],
  outputs: ['smi', 'signal'],
  formula:
    '100·E(E(close − (HH + LL)/2))/(E(E(HH − LL))/2), E = EMAs that start at their first value; signal = EMA(smi)',
  source: 'Blau, Stochastic Momentum, Stocks & Commodities 11:1 (1993), as in Skender',
  lookback: ([n]) => n - 1,
  scratch: 6,
  memory: 16,
  run(
    { from, to, inputs: [h, l, c], outputs: [y, line], scratch: [top, bottom, distance, a, b, size], memory },
    [n, first, second, signal],
  ) {
    rollingMaximum(h, top, undefined, from, to, n, memory, 0);
    rollingMinimum(l, bottom, undefined, from, to, n, memory, 3);
    for (let i = from; i < to; i++) {
      distance[i] = c[i] - (top[i] + bottom[i]) / 2;
      size[i] = top[i] - bottom[i] + 0 * distance[i];
    }
    exponential(distance, a, from, to, 1, 2 / (first + 1), memory, 6);
    exponential(a, distance, from, to, 1, 2 / (second + 1), memory, 8);
    exponential(size, b, from, to, 1, 2 / (first + 1), memory, 10);
    exponential(b, size, from, to, 1, 2 / (second + 1), memory, 12);
    for (let i = from; i < to; i++) y[i] = size[i] === 0 ? 0 : (200 * distance[i]) / size[i];
    exponential(y, line, from, to, 1, 2 / (signal + 1), memory, 14);
  },
});
