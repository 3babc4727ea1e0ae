/** A window is summed afresh when cancellation would cost more than this factor times the rounding error. */
const MAX_CANCELLATION = 1e4;

/** Slots of memory that the stage uses. */
export const COMOMENT_MEMORY = 11;

/**
 * Population variances and covariance of two series over the last `period` bars, as a resumable stage.
 * Uses memory[at … at + COMOMENT_MEMORY - 1].
 *
 * Sums of deviations from two anchors near the means slide along, as in `rollingMoments`; they are formed
 * afresh at least every `period` bars, and at once when a spike leaves or a level jumps away from its
 * anchor, so errors never accumulate. A window in which a series does not move has a variance and a
 * covariance of exactly 0.
 */
export function rollingComoments(
  x: Float64Array,
  y: Float64Array,
  varianceX: Float64Array,
  varianceY: Float64Array,
  covariance: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let age = memory[at + 1];
  let flatX = memory[at + 2];
  let flatY = memory[at + 3];
  let anchorX = memory[at + 4];
  let anchorY = memory[at + 5];
  let sumX = memory[at + 6];
  let sumY = memory[at + 7];
  let xx = memory[at + 8];
  let yy = memory[at + 9];
  let xy = memory[at + 10];
  const share = 1 / period;
  let lastX = count > 0 ? x[from - 1] : Number.NaN;
  let lastY = count > 0 ? y[from - 1] : Number.NaN;
  for (let i = from; i < to; i++) {
    const a = x[i];
    const b = y[i];
    count = a - a + b - b === 0 ? count + 1 : 0;
    flatX = a === lastX ? flatX + 1 : 1;
    flatY = b === lastY ? flatY + 1 : 1;
    lastX = a;
    lastY = b;
    if (count < period) {
      varianceX[i] = Number.NaN;
      varianceY[i] = Number.NaN;
      covariance[i] = Number.NaN;
      continue;
    }
    if (count === period) age = period;
    let vx = 0;
    let vy = 0;
    let c = 0;
    if (age < period) {
      const inX = a - anchorX;
      const inY = b - anchorY;
      const outX = x[i - period] - anchorX;
      const outY = y[i - period] - anchorY;
      sumX += inX - outX;
      sumY += inY - outY;
      xx += (inX - outX) * (inX + outX);
      yy += (inY - outY) * (inY + outY);
      xy += inX * inY - outX * outY;
      age++;
      const mx = sumX * share;
      const my = sumY * share;
      vx = xx * share - mx * mx;
      vy = yy * share - my * my;
      c = xy * share - mx * my;
      const limitX = MAX_CANCELLATION * vx;
      const limitY = MAX_CANCELLATION * vy;
      const isSound =
        mx * mx <= limitX &&
        my * my <= limitY &&
        outX * outX <= limitX * period &&
        outY * outY <= limitY * period;
      if (!isSound) age = period;
    }
    if (age >= period) {
      anchorX = 0;
      anchorY = 0;
      for (let j = i - period + 1; j <= i; j++) {
        anchorX += x[j];
        anchorY += y[j];
      }
      anchorX *= share;
      anchorY *= share;
      sumX = 0;
      sumY = 0;
      xx = 0;
      yy = 0;
      xy = 0;
      for (let j = i - period + 1; j <= i; j++) {
        const dx = x[j] - anchorX;
        const dy = y[j] - anchorY;
        sumX += dx;
        sumY += dy;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
      age = 1;
      const mx = sumX * share;
      const my = sumY * share;
      vx = xx * share - mx * mx;
      vy = yy * share - my * my;
      c = xy * share - mx * my;
    }
    const isFlatX = flatX >= period;
    const isFlatY = flatY >= period;
    varianceX[i] = isFlatX || vx < 0 ? 0 : vx;
    varianceY[i] = isFlatY || vy < 0 ? 0 : vy;
    covariance[i] = isFlatX || isFlatY ? 0 : c;
  }
  memory[at] = count;
  memory[at + 1] = age;
  memory[at + 2] = flatX;
  memory[at + 3] = flatY;
  memory[at + 4] = anchorX;
  memory[at + 5] = anchorY;
  memory[at + 6] = sumX;
  memory[at + 7] = sumY;
  memory[at + 8] = xx;
  memory[at + 9] = yy;
  memory[at + 10] = xy;
}
