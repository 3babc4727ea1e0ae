import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';
import { rollingMean } from '../stages/rolling-sum.js';

export interface StochOptions {
  readonly period: number;
  readonly smoothing: number;
  readonly signal: number;
}

export interface Stoch {
  readonly k: Float64Array;
  readonly d: Float64Array;
}

export const stochIndicator = defineIndicator({
  name: 'stoch',
  title: 'Stochastic oscillator',
  group: 'momentum',
  description:
    'Position of the close in the range of n bars, 0 to 100, smoothed (k) and smoothed again (d). 50 when the range is zero.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14), bars(3, 'smoothing'), bars(3, 'signal')],
  outputs: ['k', 'd'],
  formula: 'k = SMA(100·(close − LL(n))/(HH(n) − LL(n)), smoothing); d = SMA(k, signal)',
  source: 'Lane (1950s); Achelis, Technical Analysis from A to Z (2000), p. 321',
  lookback: ([n, smoothing, signal]) => n + smoothing + signal - 3,
  readsBack: true,
  scratch: 3,
  memory: 12,
  run(
    { from, to, inputs: [h, l, c], outputs: [k, d], scratch: [top, bottom, raw], memory },
    [n, smoothing, signal],
  ) {
    channelPosition(h, l, c, top, bottom, raw, from, to, n, memory, 0);
    rollingMean(raw, k, from, to, smoothing, memory, 6);
    rollingMean(k, d, from, to, signal, memory, 9);
  },
});

/** Slow stochastic oscillator, 0 to 100; see the record for formula, NaN rule and source. */
export function stoch(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  { period, smoothing, signal }: StochOptions,
  output: Stoch = { k: new Float64Array(close.length), d: new Float64Array(close.length) },
): Stoch {
  stochIndicator.compute([high, low, close], [period, smoothing, signal], [output.k, output.d]);
  return output;
}
