/**
 * The value `lag` bars ago, as a resumable stage; NaN before there is one and while a NaN lies between.
 * Uses memory[at].
 */
export function lagged(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  lag: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  for (let i = from; i < to; i++) {
    const x = input[i];
    count = x - x === 0 ? count + 1 : 0;
    output[i] = count > lag ? input[i - lag] : Number.NaN;
  }
  memory[at] = count;
}
