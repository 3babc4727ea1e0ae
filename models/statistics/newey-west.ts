/** The mean of a series and a standard error that allows for correlation between neighbours. */
export interface MeanWithError {
  /** Values that are not NaN. */
  readonly n: number;
  readonly mean: number;
  /** NaN below two values. */
  readonly standardError: number;
  /** Autocovariances up to this many bars apart entered the error. */
  readonly lag: number;
}

/**
 * Mean and heteroskedasticity- and autocorrelation-consistent standard error of the mean:
 * se² = (γ0 + 2 Σ_{k=1…lag} (1 − k/(lag+1)) γk) / (n − 1), γk = Σ u[t] u[t−k] / n, u = x − mean
 * (Newey & West 1987, Econometrica 55, Bartlett kernel). With lag 0 it is std(ddof 1) / √n.
 *
 * A NaN keeps its place in time and takes no part (amplitude modulation, Parzen 1963): bars either
 * side of it are still two apart. `lag` is cut to length − 1.
 * @throws when `lag` is not an integer ≥ 0.
 */
export function neweyWest(series: Float64Array, lag: number): MeanWithError {
  if (!Number.isInteger(lag) || lag < 0) {
    throw new Error(`neweyWest: lag must be an integer ≥ 0, was ${lag}`);
  }
  const length = series.length;
  let n = 0;
  let mean = 0;
  for (let i = 0; i < length; i++) {
    if (Number.isNaN(series[i])) continue;
    n++;
    mean += (series[i] - mean) / n;
  }
  const used = Math.max(0, Math.min(lag, length - 1));
  if (n === 0) return { n, mean: Number.NaN, standardError: Number.NaN, lag: used };
  const deviations = new Float64Array(length);
  for (let i = 0; i < length; i++) deviations[i] = Number.isNaN(series[i]) ? 0 : series[i] - mean;
  const longRun = longRunSum(deviations, used);
  const standardError = n > 1 ? Math.sqrt(longRun / n / (n - 1)) : Number.NaN;
  return { n, mean, standardError, lag: used };
}

/**
 * Lag for means of values that look `horizon` bars ahead: forward returns of neighbouring days share
 * horizon − 1 days, and the Bartlett kernel halves what it sees at that distance, so twice as many are
 * taken; never fewer than the rule 4 (n/100)^(2/9) for daily series (Newey & West 1994, RES 61), and
 * never more than n − 1.
 */
export function overlapLag(n: number, horizon: number): number {
  const automatic = Math.floor(4 * (n / 100) ** (2 / 9));
  return Math.max(0, Math.min(Math.max(2 * (horizon - 1), automatic), n - 1));
}

/** Bartlett-weighted Σ over pairs up to `lag` apart of u[t] u[s]: n times the long-run variance. */
export function longRunSum(deviations: Float64Array, lag: number): number {
  const length = deviations.length;
  let total = 0;
  for (let k = 0; k <= lag; k++) {
    let products = 0;
    for (let i = k; i < length; i++) products += deviations[i] * deviations[i - k];
    total += k === 0 ? products : 2 * (1 - k / (lag + 1)) * products;
  }
  // The Bartlett kernel never gives a negative sum in exact arithmetic; rounding can.
  return Math.max(0, total);
}
