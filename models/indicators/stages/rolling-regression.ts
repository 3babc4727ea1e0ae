/**
 * Least-squares line through the last `period` values against 0 … period−1, as a resumable stage. Uses
 * memory[at]. Writes the slope per bar, the mean (the line's height in the middle) and the sum of
 * squared deviations of the values from their mean. Each window is summed afresh around its mean.
 */
export function rollingRegression(
  input: Float64Array,
  slope: Float64Array,
  mean: Float64Array,
  squares: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  const middle = (period - 1) / 2;
  const spread = (period * (period * period - 1)) / 12;
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    if (count < period) {
      slope[i] = Number.NaN;
      mean[i] = Number.NaN;
      squares[i] = Number.NaN;
      continue;
    }
    const start = i - period + 1;
    let drift = 0;
    for (let j = start; j <= i; j++) drift += input[j] - x;
    const average = drift / period;
    let cross = 0;
    let total = 0;
    for (let j = start; j <= i; j++) {
      const deviation = input[j] - x - average;
      cross += (j - start - middle) * deviation;
      total += deviation * deviation;
    }
    slope[i] = period > 1 ? cross / spread : 0;
    mean[i] = x + average;
    squares[i] = total;
  }
  memory[at] = count;
}
