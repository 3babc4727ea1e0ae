import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const emvIndicator = defineIndicator({
  name: 'emv',
  title: 'Ease of movement',
  group: 'volume',
  description:
    'Mean of how far the middle of the bar moved per 10,000 shares, weighted by range: large when price moves easily. NaN without volume.',
  inputs: ['high', 'low', 'volume'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: 'SMA(10000·(mid − mid[1])·(high − low)/volume, n), mid = (high + low)/2',
  source: 'Arms; Achelis, Technical Analysis from A to Z (2000), p. 137; scale as in Tulip',
  lookback: ([n]) => n,
  scratch: 3,
  memory: 4,
  run({ from, to, inputs: [h, l, v], outputs: [y], scratch: [middle, previous, ease], memory }, [n]) {
    for (let i = from; i < to; i++) middle[i] = (h[i] + l[i]) / 2;
    lagged(middle, previous, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) ease[i] = (10_000 * (middle[i] - previous[i]) * (h[i] - l[i])) / v[i];
    rollingMean(ease, y, from, to, n, memory, 1);
  },
});
