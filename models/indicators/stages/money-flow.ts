/**
 * Volume weighted by where the close lies in the bar: (2·close − high − low)/(high − low)·volume, 0 for a
 * bar without range; NaN where an input is unknown. Needs no memory.
 */
export function moneyFlowVolume(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const h = high[i];
    const l = low[i];
    const c = close[i];
    const range = h - l;
    output[i] = range === 0 ? 0 * (c + volume[i]) : ((c - l - (h - c)) / range) * volume[i];
  }
}

/** Running total from the first known value; restarts after a NaN. Uses memory[at … at+1]. */
export function runningTotal(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  memory: Float64Array,
  at: number,
): void {
  let total = memory[at];
  for (let i = from; i < to; i++) {
    const x = input[i];
    if (x - x === 0) {
      total += x;
      output[i] = total;
    } else {
      total = 0;
      output[i] = Number.NaN;
    }
  }
  memory[at] = total;
}
