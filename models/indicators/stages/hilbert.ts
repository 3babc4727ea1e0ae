/** Values of memory that `hilbert` uses. */
export const HILBERT_MEMORY = 34;

const SMOOTH = 10;
const DETRENDED = 17;
const QUADRATURE = 27;

/**
 * Ehlers' Hilbert transform of a series, as a resumable stage: the four-bar weighted mean of the price, its
 * in-phase and quadrature components, and the dominant cycle in bars, between 6 and 50. Uses
 * memory[0 … HILBERT_MEMORY − 1]; memory[0] counts known values. It begins after `wait` values, with zeros
 * behind it; until then smooth, inPhase, quadrature and period are 0. Starts over after a NaN.
 *
 * Formula: Ehlers, Rocket Science for Traders (2001), ch. 7; period kept where the phase is undefined, as TA-Lib.
 */
export function hilbert(
  input: Float64Array,
  smooth: Float64Array,
  inPhase: Float64Array,
  quadrature: Float64Array,
  period: Float64Array,
  from: number,
  to: number,
  wait: number,
  memory: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const x = input[i];
    if (x - x !== 0) {
      memory.fill(0, 0, HILBERT_MEMORY);
    } else {
      memory[0]++;
    }
    if (memory[0] <= wait) {
      smooth[i] = 0;
      inPhase[i] = 0;
      quadrature[i] = 0;
      period[i] = 0;
      continue;
    }
    const last = memory[1];
    const scale = 0.075 * last + 0.54;
    push(memory, SMOOTH, 7, (4 * x + 3 * input[i - 1] + 2 * input[i - 2] + input[i - 3]) / 10);
    push(memory, DETRENDED, 10, transform(memory, SMOOTH) * scale);
    push(memory, QUADRATURE, 7, transform(memory, DETRENDED) * scale);
    const i1 = memory[DETRENDED + 3];
    const q1 = memory[QUADRATURE];
    const i2 = 0.2 * (i1 - transform(memory, QUADRATURE) * scale) + 0.8 * memory[2];
    const q2 = 0.2 * (q1 + transform(memory, DETRENDED + 3) * scale) + 0.8 * memory[3];
    const re = 0.2 * (i2 * memory[2] + q2 * memory[3]) + 0.8 * memory[4];
    const im = 0.2 * (i2 * memory[3] - q2 * memory[2]) + 0.8 * memory[5];
    let cycle = re !== 0 && im !== 0 ? (2 * Math.PI) / Math.atan(im / re) : last;
    if (cycle > 1.5 * last) cycle = 1.5 * last;
    if (cycle < 0.67 * last) cycle = 0.67 * last;
    if (cycle < 6) cycle = 6;
    else if (cycle > 50) cycle = 50;
    memory[1] = 0.2 * cycle + 0.8 * last;
    memory[2] = i2;
    memory[3] = q2;
    memory[4] = re;
    memory[5] = im;
    memory[6] = 0.33 * memory[1] + 0.67 * memory[6];
    smooth[i] = memory[SMOOTH];
    inPhase[i] = i1;
    quadrature[i] = q1;
    period[i] = memory[6];
  }
}

/** Puts the newest value at the head of a delay line. */
function push(memory: Float64Array, at: number, length: number, value: number): void {
  memory.copyWithin(at + 1, at, at + length - 1);
  memory[at] = value;
}

function transform(memory: Float64Array, at: number): number {
  return 0.0962 * memory[at] + 0.5769 * memory[at + 2] - 0.5769 * memory[at + 4] - 0.0962 * memory[at + 6];
}
