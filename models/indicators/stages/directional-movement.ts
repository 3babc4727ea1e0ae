/**
 * Wilder's directional movement and true range, as a resumable stage: `plus` is the rise of the high where
 * it exceeds the fall of the low, `minus` the reverse, otherwise 0; NaN on the first bar. Uses memory[at].
 */
export function directionalMovement(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  plus: Float64Array,
  minus: Float64Array,
  range: Float64Array,
  from: number,
  to: number,
  memory: Float64Array,
  at: number,
): void {
  const first = memory[at] === 0;
  let lastHigh = first ? Number.NaN : high[from - 1];
  let lastLow = first ? Number.NaN : low[from - 1];
  let lastClose = first ? Number.NaN : close[from - 1];
  memory[at] = 1;
  for (let i = from; i < to; i++) {
    const h = high[i];
    const l = low[i];
    const up = h - lastHigh;
    const down = lastLow - l;
    const unknown = 0 * (up + down + lastClose + close[i]);
    plus[i] = up > down && up > 0 ? up + unknown : unknown;
    minus[i] = down > up && down > 0 ? down + unknown : unknown;
    range[i] = (h > lastClose ? h : lastClose) - (l < lastClose ? l : lastClose) + unknown;
    lastHigh = h;
    lastLow = l;
    lastClose = close[i];
  }
}

/**
 * Wilder's running sum s ← s − s/n + x, seeded with the sum of the first n − 1 values; first output at the
 * n-th. Restarts after a NaN. Uses memory[at … at+1].
 */
export function wilderSum(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let sum = memory[at + 1];
  for (let i = from; i < to; i++) {
    const x = input[i];
    if (x - x !== 0) {
      count = 0;
      sum = 0;
      output[i] = Number.NaN;
      continue;
    }
    count++;
    if (count < period) {
      sum += x;
      output[i] = Number.NaN;
    } else {
      sum += x - sum / period;
      output[i] = sum;
    }
  }
  memory[at] = count;
  memory[at + 1] = sum;
}

/**
 * The directional indicators +DI and −DI in percent and their relative distance DX, as a resumable stage;
 * 0 where there is no movement at all. `scratch` gives six series. Uses memory[at … at+6].
 */
export function directionalIndex(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  scratch: readonly Float64Array[],
  plusDi: Float64Array,
  minusDi: Float64Array,
  dx: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  const [plus, minus, range] = scratch;
  directionalMovement(high, low, close, plus, minus, range, from, to, memory, at + 6);
  wilderSum(plus, plusDi, from, to, period, memory, at);
  wilderSum(minus, minusDi, from, to, period, memory, at + 2);
  wilderSum(range, dx, from, to, period, memory, at + 4);
  for (let i = from; i < to; i++) {
    const total = dx[i];
    plusDi[i] = total === 0 ? 0 : (100 * plusDi[i]) / total;
    minusDi[i] = total === 0 ? 0 : (100 * minusDi[i]) / total;
    const both = plusDi[i] + minusDi[i];
    dx[i] = both === 0 ? 0 : (100 * Math.abs(plusDi[i] - minusDi[i])) / both;
  }
}
