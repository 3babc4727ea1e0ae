/**
 * True range max(high, previous close) − min(low, previous close), as a resumable stage; NaN on the first
 * bar and after an unknown one. Uses memory[at].
 */
export function trueRangeStage(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  memory: Float64Array,
  at: number,
): void {
  let previous = memory[at] === 0 ? Number.NaN : close[from - 1];
  for (let i = from; i < to; i++) {
    const h = high[i];
    const l = low[i];
    const c = close[i];
    const unknown = 0 * (h + l + c + previous);
    output[i] = (h > previous ? h : previous) - (l < previous ? l : previous) + unknown;
    previous = c;
  }
  memory[at] = 1;
}
