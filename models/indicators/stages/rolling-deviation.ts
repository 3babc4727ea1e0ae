/**
 * Mean of the last `period` values and mean absolute deviation from it, as a resumable stage. Uses
 * memory[at]. Each window is summed afresh around its latest value, so a flat window gives exactly 0.
 */
export function rollingDeviation(
  input: Float64Array,
  mean: Float64Array,
  deviation: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    if (count < period) {
      mean[i] = Number.NaN;
      deviation[i] = Number.NaN;
      continue;
    }
    const start = i - period + 1;
    let drift = 0;
    for (let j = start; j <= i; j++) drift += input[j] - x;
    const average = x + drift / period;
    let total = 0;
    for (let j = start; j <= i; j++) total += Math.abs(input[j] - average);
    mean[i] = average;
    deviation[i] = total / period;
  }
  memory[at] = count;
}
