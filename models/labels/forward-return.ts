/**
 * Return from the close of bar i to the close of bar i + horizon: close[i + h] / close[i] - 1.
 * A fraction, not annualised.
 *
 * The last `horizon` values are NaN (the outcome is not known yet), and so is a value whose close,
 * at either end, is NaN or not positive.
 *
 * @param horizon bars ahead, an integer ≥ 1.
 * @param output same length as `close`; fully overwritten and returned.
 */
export function forwardReturn(close: Float64Array, horizon: number, output?: Float64Array): Float64Array {
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new Error(`forwardReturn: horizon must be an integer ≥ 1, was ${horizon}`);
  }
  const n = close.length;
  const out = output ?? new Float64Array(n);
  const known = Math.max(0, n - horizon);
  for (let i = 0; i < known; i++) {
    const from = close[i];
    const to = close[i + horizon];
    out[i] = from > 0 && to > 0 ? to / from - 1 : Number.NaN;
  }
  for (let i = known; i < n; i++) out[i] = Number.NaN;
  return out;
}
