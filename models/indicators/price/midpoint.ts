import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const midpointIndicator = defineIndicator({
  name: 'midpoint',
  title: 'Midpoint',
  group: 'price',
  description: 'Middle between the largest and the smallest of the last n values.',
  inputs: ['series'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '(highest(n) + lowest(n))/2',
  source: 'TA-Lib MIDPOINT',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], scratch: [top, bottom], memory }, [n]) {
    rollingMaximum(x, top, undefined, from, to, n, memory, 0);
    rollingMinimum(x, bottom, undefined, from, to, n, memory, 3);
    for (let i = from; i < to; i++) y[i] = (top[i] + bottom[i]) / 2;
  },
});

export const midpriceIndicator = defineIndicator({
  name: 'midprice',
  title: 'Mid price',
  group: 'price',
  description: 'Middle between the highest high and the lowest low of n bars.',
  inputs: ['high', 'low'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '(HH(n) + LL(n))/2',
  source: 'TA-Lib MIDPRICE',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [top, bottom], memory }, [n]) {
    rollingMaximum(h, top, undefined, from, to, n, memory, 0);
    rollingMinimum(l, bottom, undefined, from, to, n, memory, 3);
    for (let i = from; i < to; i++) y[i] = (top[i] + bottom[i]) / 2;
  },
});
