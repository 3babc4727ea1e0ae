/** A window is summed afresh when cancellation would cost more than this factor times the rounding error. */
const MAX_CANCELLATION = 1e4;

/**
 * Mean and population variance of the last `period` values, as a resumable stage. Uses memory[at … at+5].
 *
 * Sums of deviations from an anchor near the mean slide along; they are formed afresh at least every
 * `period` bars, and at once when a spike leaves or the level jumps away from the anchor, so errors never
 * accumulate: the relative error of the variance stays below about 1e-11. A window of equal values has a
 * variance of exactly 0.
 */
export function rollingMoments(
  input: Float64Array,
  mean: Float64Array,
  variance: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let flat = memory[at + 1];
  let age = memory[at + 2];
  let anchor = memory[at + 3];
  let sum = memory[at + 4];
  let squares = memory[at + 5];
  const share = 1 / period;
  let last = count > 0 ? input[from - 1] : Number.NaN;
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    flat = x === last ? flat + 1 : 1;
    last = x;
    if (count < period) {
      mean[i] = Number.NaN;
      variance[i] = Number.NaN;
      continue;
    }
    if (flat >= period) {
      age = period;
      mean[i] = x;
      variance[i] = 0;
      continue;
    }
    if (count === period) age = period;
    let m = 0;
    let v = 0;
    if (age < period) {
      const entering = x - anchor;
      const leaving = input[i - period] - anchor;
      sum += entering - leaving;
      squares += (entering - leaving) * (entering + leaving);
      age++;
      m = sum * share;
      v = squares * share - m * m;
      const limit = MAX_CANCELLATION * v;
      if (!(m * m <= limit) || !(leaving * leaving <= limit * period)) age = period;
    }
    if (age >= period) {
      anchor = 0;
      for (let j = i - period + 1; j <= i; j++) anchor += input[j];
      anchor /= period;
      sum = 0;
      squares = 0;
      for (let j = i - period + 1; j <= i; j++) {
        const deviation = input[j] - anchor;
        sum += deviation;
        squares += deviation * deviation;
      }
      age = 1;
      m = sum * share;
      v = squares * share - m * m;
    }
    mean[i] = anchor + m;
    variance[i] = v > 0 ? v : 0;
  }
  memory[at] = count;
  memory[at + 1] = flat;
  memory[at + 2] = age;
  memory[at + 3] = anchor;
  memory[at + 4] = sum;
  memory[at + 5] = squares;
}
