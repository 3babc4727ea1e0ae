/** How the returns of an equity curve moved with those of a benchmark over the same bars. */
export interface BenchmarkSummary {
  readonly n: number;
  readonly totalReturn: number;
  readonly mean: number;
  /** Σ (b − mean b)², Σ (r − mean r)(b − mean b), over n returns. */
  readonly squares: number;
  readonly products: number;
  /** Mean and standard deviation (ddof 1) of r − b. */
  readonly activeMean: number;
  readonly activeDeviation: number;
  /** Products of 1 + r and of 1 + b over the bars on which the benchmark rose, and how many; fell. */
  readonly upOwn: number;
  readonly upBenchmark: number;
  readonly upBars: number;
  readonly downOwn: number;
  readonly downBenchmark: number;
  readonly downBars: number;
}

/**
 * Compares returns with a benchmark's level series of one value more (level[i + 1] / level[i] − 1
 * belongs to returns[i]).
 * @param level the benchmark's equity or index level on the equity curve's bars, positive and finite.
 * @throws when the length does not fit, or a level is not a positive number; says which bar.
 */
export function summariseBenchmark(returns: Float64Array, n: number, level: Float64Array): BenchmarkSummary {
  if (level.length !== n + 1) {
    throw new Error(
      `figures: the benchmark must have a level for each of ${n + 1} bars, had ${level.length}`,
    );
  }
  for (let i = 0; i <= n; i++) {
    if (!(level[i] > 0 && level[i] < Number.POSITIVE_INFINITY)) {
      throw new Error(
        `figures: the benchmark's level at bar ${i} must be a positive number, was ${level[i]}`,
      );
    }
  }
  let own = 0;
  let sum = 0;
  let upOwn = 1;
  let upBenchmark = 1;
  let upBars = 0;
  let downOwn = 1;
  let downBenchmark = 1;
  let downBars = 0;
  for (let i = 0; i < n; i++) {
    const b = level[i + 1] / level[i] - 1;
    own += returns[i];
    sum += b;
    if (b > 0) {
      upOwn *= 1 + returns[i];
      upBenchmark *= 1 + b;
      upBars++;
    } else if (b < 0) {
      downOwn *= 1 + returns[i];
      downBenchmark *= 1 + b;
      downBars++;
    }
  }
  const mean = sum / n;
  const activeMean = own / n - mean;
  let squares = 0;
  let products = 0;
  let active = 0;
  for (let i = 0; i < n; i++) {
    const b = level[i + 1] / level[i] - 1 - mean;
    const r = returns[i] - own / n;
    squares += b * b;
    products += r * b;
    active += (r - b) * (r - b);
  }
  return {
    n,
    totalReturn: level[n] / level[0] - 1,
    mean,
    squares,
    products,
    activeMean,
    activeDeviation: Math.sqrt(active / (n - 1)),
    upOwn,
    upBenchmark,
    upBars,
    downOwn,
    downBenchmark,
    downBars,
  };
}
