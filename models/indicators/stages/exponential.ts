/**
 * Exponential smoothing y ← y + alpha (x − y), seeded with the mean of the first `period` values; the
 * first output stands at the `period`-th value. Restarts after a NaN. Uses memory[at … at+1].
 * With alpha = 2/(period+1) it is the EMA, with 1/period Wilder's smoothing.
 */
export function exponential(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  alpha: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let value = memory[at + 1];
  for (let i = from; i < to; i++) {
    // The steady state, kept free of everything else: this loop is most of what a scan does.
    if (count >= period) {
      for (; i < to; i++) {
        const x = input[i];
        if (x - x !== 0) break;
        value += alpha * (x - value);
        output[i] = value;
      }
      if (i === to) break;
    }
    const x = input[i];
    if (x - x !== 0) {
      count = 0;
      value = 0;
      output[i] = Number.NaN;
    } else {
      count++;
      value += x;
      if (count === period) value /= period;
      output[i] = count === period ? value : Number.NaN;
    }
  }
  memory[at] = count;
  memory[at + 1] = value;
}

/** EMA of `period`: alpha = 2/(period+1). Uses memory[at … at+1]. */
export function emaStage(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  exponential(input, output, from, to, period, 2 / (period + 1), memory, at);
}

/** Wilder's smoothing of `period`: alpha = 1/period. Uses memory[at … at+1]. */
export function wilderStage(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  exponential(input, output, from, to, period, 1 / period, memory, at);
}
