/**
 * Forward return in units of what the symbol's volatility leads one to expect over the horizon:
 * forward[i] / (volatility[i] √horizon). NaN where either is, or the volatility is not positive.
 *
 * @param volatility standard deviation of one-bar returns, known at the close of bar i.
 */
export function volatilityScaledReturn(
  forward: Float64Array,
  volatility: Float64Array,
  horizon: number,
  output: Float64Array = new Float64Array(forward.length),
): Float64Array {
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new Error(`volatilityScaledReturn: horizon must be an integer ≥ 1, was ${horizon}`);
  }
  const root = Math.sqrt(horizon);
  for (let i = 0; i < forward.length; i++) {
    output[i] = volatility[i] > 0 ? forward[i] / (volatility[i] * root) : Number.NaN;
  }
  return output;
}
