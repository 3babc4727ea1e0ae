import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const stochFastIndicator = defineIndicator({
  name: 'stoch_fast',
  title: 'Fast stochastic oscillator',
  group: 'momentum',
  description:
    'Position of the close in the range of n bars, 0 to 100 (k), and its mean (d). 50 when the range is zero.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14), bars(3, 'signal')],
  outputs: ['k', 'd'],
  formula: 'k = 100·(close − LL(n))/(HH(n) − LL(n)); d = SMA(k, signal)',
  source: 'Lane (1950s); TA-Lib STOCHF',
  lookback: ([n, signal]) => n + signal - 2,
  readsBack: true,
  scratch: 2,
  memory: 9,
  run({ from, to, inputs: [h, l, c], outputs: [k, d], scratch: [top, bottom], memory }, [n, signal]) {
    channelPosition(h, l, c, top, bottom, k, from, to, n, memory, 0);
    rollingMean(k, d, from, to, signal, memory, 6);
  },
});
