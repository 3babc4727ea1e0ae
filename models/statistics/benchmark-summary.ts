import type { BenchmarkReturns } from './benchmark-returns.js';

/** How the returns of an equity curve moved with those of a benchmark over the same bars. */
export interface BenchmarkSummary {
  readonly benchmark: BenchmarkReturns;
  /** Σ (r − mean r)(b − mean b), over n returns. */
  readonly products: number;
  /** Mean and standard deviation (ddof 1) of r − b. */
  readonly activeMean: number;
  readonly activeDeviation: number;
  /** Products of 1 + r over the bars on which the benchmark rose, and fell. */
  readonly upOwn: number;
  readonly downOwn: number;
}

/**
 * Compares the first `n` returns, whose mean is `ownMean`, with a benchmark's.
 * @throws when the benchmark has not as many.
 */
export function summariseBenchmark(
  returns: Float64Array,
  n: number,
  ownMean: number,
  benchmark: BenchmarkReturns,
): BenchmarkSummary {
  if (benchmark.n !== n) {
    throw new Error(
      `figures: the benchmark must have a level for each of ${n + 1} bars, had ${benchmark.n + 1}`,
    );
  }
  const { deviations, mean, up, down } = benchmark;
  let products = 0;
  let active = 0;
  for (let i = 0; i < n; i++) {
    const b = deviations[i];
    const r = returns[i] - ownMean;
    products += r * b;
    active += (r - b) * (r - b);
  }
  // Each product waits for its last factor: side by side the two take the time of one.
  const both = Math.min(up.length, down.length);
  let upOwn = 1;
  let downOwn = 1;
  for (let k = 0; k < both; k++) {
    upOwn *= 1 + returns[up[k]];
    downOwn *= 1 + returns[down[k]];
  }
  for (let k = both; k < up.length; k++) upOwn *= 1 + returns[up[k]];
  for (let k = both; k < down.length; k++) downOwn *= 1 + returns[down[k]];
  return {
    benchmark,
    products,
    activeMean: ownMean - mean,
    activeDeviation: Math.sqrt(active / (n - 1)),
    upOwn,
    downOwn,
  };
}
