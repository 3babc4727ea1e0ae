/**
 * a·EMA1 + b·EMA2 + c·EMA3 of nested EMAs that all start at the mean of the first `period` values, as a
 * resumable stage. Restarts after a NaN. Uses memory[at … at+3].
 */
export function nestedEma(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  a: number,
  b: number,
  c: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let one = memory[at + 1];
  let two = memory[at + 2];
  let three = memory[at + 3];
  const alpha = 2 / (period + 1);
  for (let i = from; i < to; i++) {
    const x = input[i];
    if (x - x !== 0) {
      count = 0;
      one = 0;
      output[i] = Number.NaN;
      continue;
    }
    if (count < period) {
      count++;
      one += x;
      if (count < period) {
        output[i] = Number.NaN;
        continue;
      }
      one /= period;
      two = one;
      three = one;
    } else {
      one += alpha * (x - one);
      two += alpha * (one - two);
      three += alpha * (two - three);
    }
    output[i] = a * one + b * two + c * three;
  }
  memory[at] = count;
  memory[at + 1] = one;
  memory[at + 2] = two;
  memory[at + 3] = three;
}
