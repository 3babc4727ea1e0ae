/**
 * Mean of the last `period` values under given weights, as a resumable stage. memory[at] counts values,
 * memory[at+1] is the sum of the weights, memory[at+2 …] the weights, the oldest value's first.
 */
export function kernelMean(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  const total = memory[at + 1];
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    if (count < period) {
      output[i] = Number.NaN;
      continue;
    }
    let sum = 0;
    const start = i - period + 1;
    for (let k = 0; k < period; k++) sum += memory[at + 2 + k] * input[start + k];
    output[i] = sum / total;
  }
  memory[at] = count;
}
