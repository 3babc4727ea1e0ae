import type { Random } from '../random/index.js';
import { blockLength, checkBootstrap, resampleIndices } from './block-bootstrap.js';

export interface RealityCheckOptions {
  readonly random: Random;
  /** Mean block length of the stationary bootstrap. Default: the longest that any trial asks for. */
  readonly blockLength?: number;
  /** Default 1000. */
  readonly samples?: number;
}

/** Whether the best of many trials beat the benchmark by more than the search itself explains. */
export interface RealityCheck {
  readonly trials: number;
  readonly bars: number;
  readonly samples: number;
  readonly blockLength: number;
  /** Index of the trial with the highest mean, and its mean per bar above the benchmark. */
  readonly best: number;
  readonly bestMean: number;
  /** White's reality check: p-value of the largest mean. */
  readonly realityCheck: number;
  /** Hansen's test of superior predictive ability: lower, consistent and upper p-value. */
  readonly spaLower: number;
  readonly spa: number;
  readonly spaUpper: number;
}

/**
 * Tests the hypothesis that no trial has a higher expected return than the benchmark, allowing for the
 * number of trials and for the dependence between them.
 *
 * White (2000), Econometrica 68: V = max √n d̄, against the stationary bootstrap of max √n (d̄* − d̄).
 * Hansen (2005), JBES 23: T = max(0, max √n d̄/ω), against max(0, max √n (d̄* − g(d̄))/ω), ω² the
 * bootstrap's own long-run variance, g(d̄) = d̄ for trials not too poor to matter (√n d̄/ω ≥
 * −√(2 ln ln n)), else 0 (consistent); d̄ always (upper); max(0, d̄) (lower). p = (1 + #{T* ≥ T})/(1 +
 * samples), so never 0. A trial whose returns above the benchmark do not vary is left out of SPA.
 * @param excess per trial, returns less the benchmark's, all of the same length. All trials that were run.
 * @throws when there is no trial, or lengths differ, or there are fewer than 10 bars.
 */
export function realityCheck(excess: readonly Float64Array[], options: RealityCheckOptions): RealityCheck {
  const trials = excess.length;
  const n = excess[0]?.length ?? 0;
  if (trials === 0 || n < 10) {
    throw new Error(`realityCheck: needs a trial and 10 bars, had ${trials} trials of ${n} bars`);
  }
  const odd = excess.findIndex((column) => column.length !== n);
  if (odd >= 0) {
    throw new Error(`realityCheck: trial ${odd} has ${excess[odd].length} returns, the first has ${n}`);
  }
  const samples = options.samples ?? 1000;
  const length =
    options.blockLength ?? excess.reduce((longest, column) => Math.max(longest, blockLength(column)), 1);
  checkBootstrap('realityCheck', samples, 0.5, length);
  const means = Float64Array.from(excess, (column) => sumOf(column) / n);
  const deviations = Float64Array.from(excess, (column, k) => longRunDeviation(column, means[k], length));
  const root = Math.sqrt(n);
  const poor = -Math.sqrt(2 * Math.log(Math.log(n)));
  const centres = [
    means.map((mean) => Math.max(0, mean)),
    means.map((mean, k) => ((root * mean) / deviations[k] >= poor ? mean : 0)),
    means,
  ];
  const observed = means.reduce((top, mean) => Math.max(top, root * mean), Number.NEGATIVE_INFINITY);
  const observedSpa = means.reduce(
    (top, mean, k) => (deviations[k] > 0 ? Math.max(top, (root * mean) / deviations[k]) : top),
    0,
  );
  const exceeded = [0, 0, 0, 0];
  const indices = new Int32Array(n);
  const weights = new Float64Array(n);
  for (let b = 0; b < samples; b++) {
    resampleIndices(indices, 'stationary', length, options.random);
    weights.fill(0);
    for (let i = 0; i < n; i++) weights[indices[i]] += 1 / n;
    let white = Number.NEGATIVE_INFINITY;
    const spa = [0, 0, 0];
    for (let k = 0; k < trials; k++) {
      const mean = weightedSum(excess[k], weights);
      white = Math.max(white, root * (mean - means[k]));
      if (!(deviations[k] > 0)) continue;
      for (let c = 0; c < 3; c++) {
        spa[c] = Math.max(spa[c], (root * (mean - centres[c][k])) / deviations[k]);
      }
    }
    if (white >= observed) exceeded[3]++;
    for (let c = 0; c < 3; c++) if (spa[c] >= observedSpa) exceeded[c]++;
  }
  const best = means.indexOf(means.reduce((top, mean) => Math.max(top, mean)));
  const pValue = (count: number) => (1 + count) / (1 + samples);
  return {
    trials,
    bars: n,
    samples,
    blockLength: length,
    best,
    bestMean: means[best],
    realityCheck: pValue(exceeded[3]),
    spaLower: pValue(exceeded[0]),
    spa: pValue(exceeded[1]),
    spaUpper: pValue(exceeded[2]),
  };
}

/**
 * Square root of the variance of √n times the mean under the stationary bootstrap:
 * γ0 + 2 Σ κ(i) γi, κ(i) = (n−i)/n (1−q)^i + i/n (1−q)^(n−i), q = 1 / block length (Hansen 2005, p. 372).
 * Lags whose weight has fallen below 1e-4 are left out.
 */
function longRunDeviation(column: Float64Array, mean: number, length: number): number {
  const n = column.length;
  const keep = 1 - 1 / length;
  let variance = 0;
  for (let lag = 0; lag < n; lag++) {
    const weight = ((n - lag) / n) * keep ** lag + (lag / n) * keep ** (n - lag);
    if (lag > 0 && keep ** lag < 1e-4) break;
    let products = 0;
    for (let i = lag; i < n; i++) products += (column[i] - mean) * (column[i - lag] - mean);
    variance += ((lag === 0 ? 1 : 2) * weight * products) / n;
  }
  return variance > 0 ? Math.sqrt(variance) : 0;
}

function sumOf(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i];
  return sum;
}

function weightedSum(column: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] * weights[i];
  return sum;
}
