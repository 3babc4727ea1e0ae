/** A window is summed afresh when cancellation would cost more than this factor times the rounding error. */
const MAX_CANCELLATION = 1e4;

/**
 * Mean and population variance of the last `period` values, as a resumable stage. Uses memory[at … at+5].
 *
 * Sums of deviations from an anchor near the mean slide along; they are formed afresh at least every
 * `period` bars, and at once when a spike leaves or the level jumps away from the anchor, so errors never
 * accumulate: the relative error of the variance stays below about 1e-11. A window of equal values has a
 * variance of exactly 0.
 *
 * @param mean may be `variance` itself where only the variance is wanted.
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
  // The sum that the next anchor will need is taken along from the bar on which its window begins.
  let ahead = 0;
  let aheadFrom = -1;
  let i = from;
  while (i < to) {
    // Bars whose window slides on: what a bar more needs, and nothing else. Whatever is unusual about a bar
    // (a value that is no number makes sums NaN) shows in the conditions and is settled below.
    const start = i;
    const end = count < period || flat >= period ? i : Math.min(to, i + period - 1 - age);
    for (; i < end; i++) {
      const x = input[i];
      const entering = x - anchor;
      const leaving = input[i - period] - anchor;
      const change = entering - leaving;
      const nextSum = sum + change;
      const nextSquares = squares + change * (entering + leaving);
      const m = nextSum * share;
      const v = nextSquares * share - m * m;
      const limit = MAX_CANCELLATION * v;
      if (!(m * m <= limit) || !(leaving * leaving <= limit * period)) break;
      const same = x === last ? flat + 1 : 1;
      if (same >= period) break;
      flat = same;
      last = x;
      sum = nextSum;
      squares = nextSquares;
      ahead += x;
      mean[i] = anchor + m;
      variance[i] = v > 0 ? v : 0;
    }
    age += i - start;
    count += i - start;
    if (i === to) break;
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    flat = x === last ? flat + 1 : 1;
    last = x;
    if (count < period) {
      mean[i] = Number.NaN;
      variance[i] = Number.NaN;
      aheadFrom = -1;
      i++;
      continue;
    }
    if (flat >= period) {
      age = period;
      aheadFrom = -1;
      mean[i] = x;
      variance[i] = 0;
      i++;
      continue;
    }
    const first = i - period + 1;
    anchor = first === aheadFrom ? ahead + x : sumOf(input, first, i);
    anchor /= period;
    sum = 0;
    squares = 0;
    for (let j = first; j <= i; j++) {
      const deviation = input[j] - anchor;
      sum += deviation;
      squares += deviation * deviation;
    }
    age = 1;
    ahead = 0 + x;
    aheadFrom = i;
    const m = sum * share;
    const v = squares * share - m * m;
    mean[i] = anchor + m;
    variance[i] = v > 0 ? v : 0;
    i++;
  }
  memory[at] = count;
  memory[at + 1] = flat;
  memory[at + 2] = age;
  memory[at + 3] = anchor;
  memory[at + 4] = sum;
  memory[at + 5] = squares;
}

function sumOf(values: Float64Array, first: number, last: number): number {
  let sum = 0;
  for (let j = first; j <= last; j++) sum += values[j];
  return sum;
}
