import type { Bars } from '../../models/bars/index.js';
import { createRandom } from '../../models/random/index.js';

/** Sessions of five years. */
export const BARS = 1_259;

/** Pairs of periods, the fast one shorter: 174 of them at steps of 10 bars of the slow one. */
export function crossPairs(slowStep: number): { readonly fast: number; readonly slow: number }[] {
  const pairs: { fast: number; slow: number }[] = [];
  for (let fast = 5; fast <= 50; fast += 5) {
    for (let slow = 20; slow <= 200; slow += slowStep) if (fast < slow) pairs.push({ fast, slow });
  }
  return pairs;
}

/** Daily bars of one made-up symbol, five years unless told. */
export function randomBars(stream: string, length = BARS): Bars {
  const random = createRandom(stream);
  const column = () => new Float64Array(length);
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 50;
  for (let i = 0; i < length; i++) {
    const open = price * Math.exp(0.005 * random.normal());
    const close = open * Math.exp(0.013 * random.normal());
    bars.time[i] = Date.UTC(2013, 1, 8) + i * 86_400_000;
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = Math.max(open, close) * (1 + 0.004 * random.uniform());
    bars.low[i] = Math.min(open, close) * (1 - 0.004 * random.uniform());
    bars.volume[i] = 1_000_000;
    price = close;
  }
  return { ...bars, interval: '1d' };
}
