export interface TripleBarrierOptions {
  /** Bars after which the vertical barrier ends the case. */
  readonly horizon: number;
  /** Barriers in multiples of the bar's volatility; Infinity for none. */
  readonly profit: number;
  readonly loss: number;
}

/** One case per bar. All NaN (and `touched` -1) where the outcome is not known. */
export interface TripleBarrier {
  /** 1 upper barrier first, -1 lower first, 0 neither within the horizon. */
  readonly label: Float64Array;
  /** Bar at which the case ended. */
  readonly touched: Int32Array;
  /** Return from the close of the bar to the close at which the case ended. */
  readonly forwardReturn: Float64Array;
}

/**
 * Triple-barrier labels (López de Prado 2018, Advances in Financial Machine Learning, ch. 3.4): which of
 * close × (1 + profit × volatility), close × (1 - loss × volatility) and `horizon` bars is reached first.
 *
 * Closes are watched, not highs and lows: the order of high and low within a bar is not known. A case
 * that meets a barrier is known before its horizon ends; the others only when all bars are there. A close
 * that is missing on the way is passed over, but at the vertical barrier it leaves the case unknown.
 *
 * @param volatility of returns over the horizon, known at the close of bar i; NaN gives NaN.
 */
export function tripleBarrier(
  close: Float64Array,
  volatility: Float64Array,
  { horizon, profit, loss }: TripleBarrierOptions,
): TripleBarrier {
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new Error(`tripleBarrier: horizon must be an integer ≥ 1, was ${horizon}`);
  }
  if (!(profit > 0) || !(loss > 0)) {
    throw new Error(`tripleBarrier: barriers must be above 0, were ${profit} and ${loss}`);
  }
  const n = close.length;
  const label = new Float64Array(n).fill(Number.NaN);
  const forward = new Float64Array(n).fill(Number.NaN);
  const touched = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    const from = close[i];
    if (!(from > 0) || !(volatility[i] > 0)) continue;
    const upper = from * (1 + profit * volatility[i]);
    const lower = from * (1 - loss * volatility[i]);
    const end = Math.min(i + horizon, n - 1);
    let j = i + 1;
    while (j <= end && !(close[j] >= upper) && !(close[j] <= lower)) j++;
    if (j > end) {
      j = i + horizon;
      if (j >= n || !(close[j] > 0)) continue;
    }
    label[i] = close[j] >= upper ? 1 : close[j] <= lower ? -1 : 0;
    forward[i] = close[j] / from - 1;
    touched[i] = j;
  }
  return { label, touched, forwardReturn: forward };
}
