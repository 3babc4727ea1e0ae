const REVERSAL_BARS = 5;
const MOMENTUM_FROM = 252;
const MOMENTUM_TO = 21;
/** Sizes of the two parts at effect 1, in standard deviations of a session's own return. */
const REVERSAL_SIZE = 0.05;
const MOMENTUM_SIZE = 0.0125;
const LOW_VOLUME_BONUS = 1.5;
const HIGH_VOLUME_BONUS = 0.5;
const LIMIT = 2;

/**
 * The planted effect on session i: expected own log return, in own standard deviations.
 *
 * reversal = −0.05 · z5, where z5 is the own log return of the last five sessions in its standard
 * deviations, cut at ±2; times 1.5 after sessions of less than usual volume, 0.5 after more.
 * momentum = 0.0125 · z, where z is the own log return from 252 to 21 sessions ago in its standard
 * deviations, cut at ±2. Both look at sessions before i only.
 *
 * @param cumulative own log returns added up: cumulative[i] holds sessions 0 … i − 1.
 * @param deviation long-run standard deviation of a session's own log return.
 * @param volumeRatio volume of the last session over its usual level.
 */
export function plantedDrift(
  cumulative: Float64Array,
  i: number,
  deviation: number,
  volumeRatio: number,
  effect: number,
): number {
  if (effect === 0) return 0;
  let drift = 0;
  if (i >= REVERSAL_BARS) {
    const z = (cumulative[i] - cumulative[i - REVERSAL_BARS]) / (deviation * Math.sqrt(REVERSAL_BARS));
    drift -= REVERSAL_SIZE * cut(z) * (volumeRatio < 1 ? LOW_VOLUME_BONUS : HIGH_VOLUME_BONUS);
  }
  if (i >= MOMENTUM_FROM) {
    const span = MOMENTUM_FROM - MOMENTUM_TO;
    const z = (cumulative[i - MOMENTUM_TO] - cumulative[i - MOMENTUM_FROM]) / (deviation * Math.sqrt(span));
    drift += MOMENTUM_SIZE * cut(z);
  }
  return effect * drift;
}

function cut(z: number): number {
  return Math.max(-LIMIT, Math.min(LIMIT, z));
}
