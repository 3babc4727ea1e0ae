import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';
import { emaStage } from '../stages/exponential.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const stcIndicator = defineIndicator({
  name: 'stc',
  title: 'Schaff trend cycle',
  group: 'momentum',
  description: 'Stochastic oscillator of a MACD, smoothed over 3 bars, 0 to 100. 50 when the range is zero.',
  inputs: ['series'],
  parameters: [bars(10, 'cycle'), bars(23, 'fast'), bars(50, 'slow')],
  outputs: ['value'],
  formula: 'SMA(position of EMA(fast) − EMA(slow) in its range of `cycle` bars, 3)',
  source: 'Schaff (1999), in the single-stochastic variant of Skender',
  lookback: ([cycle, fast, slow]) => Math.max(fast, slow) + cycle,
  scratch: 5,
  memory: 13,
  run(
    { from, to, inputs: [x], outputs: [y], scratch: [a, b, top, bottom, raw], memory },
    [cycle, fast, slow],
  ) {
    emaStage(x, a, from, to, fast, memory, 0);
    emaStage(x, b, from, to, slow, memory, 2);
    for (let i = from; i < to; i++) a[i] -= b[i];
    channelPosition(a, a, a, top, bottom, raw, from, to, cycle, memory, 4);
    rollingMean(raw, y, from, to, 3, memory, 10);
  },
});
