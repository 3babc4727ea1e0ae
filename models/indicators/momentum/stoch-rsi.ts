import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';
import { rollingMean } from '../stages/rolling-sum.js';
import { rsiStage } from './rsi.js';

export const stochRsiIndicator = defineIndicator({
  name: 'stoch_rsi',
  title: 'Stochastic RSI',
  group: 'momentum',
  description:
    'Position of the RSI in its own range of n bars, 0 to 100, smoothed (k) and smoothed again (d). 50 when the range is zero.',
  inputs: ['series'],
  parameters: [bars(14, 'rsi_period'), bars(14), bars(3, 'smoothing'), bars(3, 'signal')],
  outputs: ['k', 'd'],
  formula: 'stochastic oscillator of RSI(rsi_period) over n bars',
  source: 'Chande and Kroll, The New Technical Trader (1994)',
  lookback: ([r, n, smoothing, signal]) => r + n + smoothing + signal - 3,
  readsBack: true,
  scratch: 4,
  memory: 16,
  run(
    { from, to, inputs: [x], outputs: [k, d], scratch: [rsi, top, bottom, raw], memory },
    [r, n, smoothing, signal],
  ) {
    rsiStage(x, rsi, from, to, r, memory, 0);
    channelPosition(rsi, rsi, rsi, top, bottom, raw, from, to, n, memory, 4);
    rollingMean(raw, k, from, to, smoothing, memory, 10);
    rollingMean(k, d, from, to, signal, memory, 13);
  },
});
