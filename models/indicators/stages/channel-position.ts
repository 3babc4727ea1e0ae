import { rollingMaximum, rollingMinimum } from './rolling-extremum.js';

/**
 * Where the close lies in the range of the last `period` bars, 0 at the lowest low and 100 at the highest
 * high, as a resumable stage; 50 when the range is zero. `top` and `bottom` receive that range. Uses
 * memory[at … at+5].
 */
export function channelPosition(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  top: Float64Array,
  bottom: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  rollingMaximum(high, top, undefined, from, to, period, memory, at);
  rollingMinimum(low, bottom, undefined, from, to, period, memory, at + 3);
  for (let i = from; i < to; i++) {
    const range = top[i] - bottom[i];
    output[i] = range === 0 ? 50 + 0 * close[i] : (100 * (close[i] - bottom[i])) / range;
  }
}
