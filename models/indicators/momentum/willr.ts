import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';

export const willrIndicator = defineIndicator({
  name: 'willr',
  title: "Williams' %R",
  group: 'momentum',
  description:
    'Position of the close in the range of n bars, from −100 (lowest low) to 0 (highest high). −50 when the range is zero.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '−100·(HH(n) − close)/(HH(n) − LL(n))',
  source: 'Williams (1973); Achelis, Technical Analysis from A to Z (2000), p. 371',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch: [top, bottom], memory }, [n]) {
    channelPosition(h, l, c, top, bottom, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const range = top[i] - bottom[i];
      y[i] = range === 0 ? -50 + 0 * y[i] : (-100 * (top[i] - c[i])) / range;
    }
  },
});
