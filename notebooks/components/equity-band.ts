import { createRandom } from '../models/random/index.js';
import { resampleIndices } from '../models/validation/index.js';
import type { EquityBand } from './lab-protocol.js';

const BAND_SAMPLES = 400;
const BAND_BLOCK = 20;
const BAND_SEED = 20260301;
const BAND_POINTS = 120;

/**
 * Where equity may have stood at each of up to 120 times had the bars come in another order: 5th, 50th and
 * 95th percentile of 400 stationary bootstraps (blocks of 20 bars on average; Politis & Romano 1994).
 * @param equity as multiples of the starting cash.
 */
export function bootstrapBand(equity: Float64Array): EquityBand {
  const returns = barReturns(equity);
  const n = returns.length;
  const points = Math.min(BAND_POINTS, n - 1);
  const at = Int32Array.from({ length: points }, (_, k) => Math.round(((k + 1) / points) * (n - 1)));
  const paths = Array.from(at, () => new Float64Array(BAND_SAMPLES));
  const random = createRandom(BAND_SEED);
  const indices = new Int32Array(n);
  for (let sample = 0; sample < BAND_SAMPLES; sample++) {
    resampleIndices(indices, 'stationary', BAND_BLOCK, random);
    let level = 1;
    let point = 0;
    for (let i = 0; i < n; i++) {
      level *= 1 + returns[indices[i]];
      if (point < points && at[point] === i) paths[point++][sample] = level;
    }
  }
  for (const path of paths) path.sort();
  const pick = (share: number) =>
    Float64Array.from(paths, (path) => path[Math.round(share * (BAND_SAMPLES - 1))]);
  return { at, low: pick(0.05), middle: pick(0.5), high: pick(0.95) };
}

/** Return of each bar; the first bar's is 0. */
export function barReturns(equity: Float64Array): Float64Array {
  const returns = new Float64Array(equity.length);
  for (let i = 1; i < equity.length; i++) returns[i] = equity[i] / equity[i - 1] - 1;
  return returns;
}
