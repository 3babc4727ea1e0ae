import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const donchianIndicator = defineIndicator({
  name: 'donchian',
  title: 'Donchian channels',
  group: 'volatility',
  description:
    'Highest high and lowest low of the n bars before the current one, their middle, and their distance as a fraction of the middle. A close outside is a breakout.',
  inputs: ['high', 'low'],
  parameters: [bars(20)],
  outputs: ['middle', 'upper', 'lower', 'width'],
  formula: 'upper = HH(n)[1]; lower = LL(n)[1]; middle = (upper + lower)/2; width = (upper − lower)/middle',
  source: 'Donchian (1960s); excludes the current bar, as in Skender',
  lookback: ([n]) => n,
  scratch: 2,
  memory: 8,
  run(
    { from, to, inputs: [h, l], outputs: [middle, upper, lower, width], scratch: [top, bottom], memory },
    [n],
  ) {
    rollingMaximum(h, top, undefined, from, to, n, memory, 0);
    rollingMinimum(l, bottom, undefined, from, to, n, memory, 3);
    lagged(top, upper, from, to, 1, memory, 6);
    lagged(bottom, lower, from, to, 1, memory, 7);
    for (let i = from; i < to; i++) {
      middle[i] = (upper[i] + lower[i]) / 2;
      width[i] = (upper[i] - lower[i]) / middle[i];
    }
  },
});
