import { exactPower } from './exact-power.js';

/** Returns of a benchmark, and everything about them that does not depend on the account beside it. */
export interface BenchmarkReturns {
  readonly n: number;
  readonly totalReturn: number;
  readonly mean: number;
  /** b − mean b of each bar. */
  readonly deviations: Float64Array;
  /** Σ (b − mean b)². */
  readonly squares: number;
  /** Returns during which the benchmark rose, and fell, ascending; geometric means of b over each. */
  readonly up: Int32Array;
  readonly upMean: number;
  readonly down: Int32Array;
  readonly downMean: number;
}

/**
 * Prepares a benchmark's level series, to be set beside any number of accounts over the same bars
 * (level[i + 1] / level[i] − 1 belongs to the accounts' return i).
 * @param level the benchmark's equity or index level on each bar, positive and finite.
 * @throws when a level is not a positive number; says which bar.
 */
export function prepareBenchmark(level: Float64Array): BenchmarkReturns {
  const n = Math.max(0, level.length - 1);
  for (let i = 0; i < level.length; i++) {
    if (!(level[i] > 0 && level[i] < Number.POSITIVE_INFINITY)) {
      throw new Error(
        `figures: the benchmark's level at bar ${i} must be a positive number, was ${level[i]}`,
      );
    }
  }
  const deviations = new Float64Array(n);
  const up = new Int32Array(n);
  const down = new Int32Array(n);
  let sum = 0;
  let ups = 0;
  let downs = 0;
  let upProduct = 1;
  let downProduct = 1;
  for (let i = 0; i < n; i++) {
    const b = level[i + 1] / level[i] - 1;
    deviations[i] = b;
    sum += b;
    if (b > 0) {
      up[ups++] = i;
      upProduct *= 1 + b;
    } else if (b < 0) {
      down[downs++] = i;
      downProduct *= 1 + b;
    }
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    deviations[i] -= mean;
    squares += deviations[i] * deviations[i];
  }
  return {
    n,
    totalReturn: level[n] / level[0] - 1,
    mean,
    deviations,
    squares,
    up: up.slice(0, ups),
    upMean: ups === 0 ? Number.NaN : exactPower(upProduct, 1 / ups) - 1,
    down: down.slice(0, downs),
    downMean: downs === 0 ? Number.NaN : exactPower(downProduct, 1 / downs) - 1,
  };
}
