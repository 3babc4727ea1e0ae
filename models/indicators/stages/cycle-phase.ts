import { HILBERT_MEMORY, hilbert } from './hilbert.js';

/** Values of memory that `cyclePhase` uses: the transform's and the phase. */
export const PHASE_MEMORY = HILBERT_MEMORY + 1;

/**
 * Phase of the dominant cycle in degrees, −45 to 315, as a resumable stage; NaN up to and including the
 * `lookback`-th value. Where the cosine sum vanishes the phase turns by a right angle, as in TA-Lib. Uses
 * memory[0 … PHASE_MEMORY − 1] and reads 50 bars back.
 */
export function cyclePhase(
  input: Float64Array,
  smooth: Float64Array,
  inPhase: Float64Array,
  quadrature: Float64Array,
  period: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  wait: number,
  lookback: number,
  memory: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    hilbert(input, smooth, inPhase, quadrature, period, i, i + 1, wait, memory);
    const count = memory[0];
    if (count <= wait) {
      memory[HILBERT_MEMORY] = 0;
      output[i] = Number.NaN;
      continue;
    }
    const length = Math.floor(period[i] + 0.5);
    const known = Math.min(length, count - wait);
    let sines = 0;
    let cosines = 0;
    for (let j = 0; j < known; j++) {
      const angle = (2 * Math.PI * j) / length;
      sines += Math.sin(angle) * smooth[i - j];
      cosines += Math.cos(angle) * smooth[i - j];
    }
    let phase = memory[HILBERT_MEMORY];
    if (cosines !== 0) phase = (Math.atan(sines / cosines) * 180) / Math.PI;
    else if (sines < 0) phase -= 90;
    else if (sines > 0) phase += 90;
    phase += 90 + 360 / period[i];
    if (cosines < 0) phase += 180;
    if (phase > 315) phase -= 360;
    memory[HILBERT_MEMORY] = phase;
    output[i] = count > lookback ? phase : Number.NaN;
  }
}
