/**
 * Mean of the last `period` values with linear weights 1 … period, the latest weighing most, as a
 * resumable stage. Uses memory[at]. Each window is summed afresh: no error accumulates.
 */
export function weightedMean(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  const total = (period * (period + 1)) / 2;
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    if (count < period) {
      output[i] = Number.NaN;
      continue;
    }
    let sum = 0;
    const start = i - period;
    for (let k = 1; k <= period; k++) sum += k * input[start + k];
    output[i] = sum / total;
  }
  memory[at] = count;
}
