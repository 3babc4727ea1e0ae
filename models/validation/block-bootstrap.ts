import type { Random } from '../random/index.js';
import { quantileInPlace } from '../statistics/index.js';

/** `stationary`: blocks of random length around a mean; `block`: all of one length. Both wrap around. */
export type BootstrapMethod = 'stationary' | 'block';

export interface BootstrapOptions {
  readonly random: Random;
  /** Default 'stationary'. */
  readonly method?: BootstrapMethod;
  /** Mean length of a block in bars. Default: `blockLength` of the series. */
  readonly blockLength?: number;
  /** Default 1000. */
  readonly samples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
}

/** An estimate with its percentile interval. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Standard deviation of the resampled values, ddof 1. */
  readonly standardError: number;
  /** Resamples with a value; those where the statistic is unknown do not count. */
  readonly samples: number;
  readonly blockLength: number;
}

/** A variance this small relative to the level squared is rounding: the series is constant. */
const ROUNDING = 1e-24;

/**
 * Fills `output` with the indices of one resample of n bars in blocks, so that dependence between
 * neighbours survives. Stationary: each next index follows the last with probability 1 − 1/blockLength,
 * else starts anew (Politis & Romano 1994, JASA 89). Block: circular blocks of a fixed length (Politis &
 * Romano 1992). Both wrap from the last bar to the first.
 */
export function resampleIndices(
  output: Int32Array,
  method: BootstrapMethod,
  blockLength: number,
  random: Random,
): Int32Array {
  const n = output.length;
  const restart = 1 / blockLength;
  let index = 0;
  for (let i = 0; i < n; i++) {
    const isNew = i === 0 || (method === 'stationary' ? random.uniform() < restart : i % blockLength === 0);
    index = isNew ? random.integer(n) : index + 1 === n ? 0 : index + 1;
    output[i] = index;
  }
  return output;
}

/**
 * Interval of any statistic of a series by resampling its bars in blocks: the (1 ± confidence)/2
 * quantiles of the resampled values (percentile method, Efron & Tibshirani 1993, ch. 13).
 * @throws when the options are out of bounds.
 */
export function bootstrapInterval(
  series: Float64Array,
  statistic: (sample: Float64Array) => number,
  options: BootstrapOptions,
): BootstrapInterval {
  const { random, method = 'stationary', samples = 1000, confidence = 0.95 } = options;
  const length = options.blockLength ?? blockLength(series, method);
  checkBootstrap('bootstrapInterval', samples, confidence, length);
  const sample = new Float64Array(series.length);
  const indices = new Int32Array(series.length);
  const values = new Float64Array(samples);
  for (let k = 0; k < samples; k++) {
    resampleIndices(indices, method, length, random);
    for (let i = 0; i < sample.length; i++) sample[i] = series[indices[i]];
    values[k] = statistic(sample);
  }
  return { ...percentileInterval(statistic(series), values, confidence), blockLength: length };
}

/** Percentile interval and standard error of resampled values; NaN values are left out. */
export function percentileInterval(
  estimate: number,
  values: Float64Array,
  confidence: number,
): Omit<BootstrapInterval, 'blockLength'> {
  const known = values.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    estimate,
    lower: quantileInPlace(known, n, (1 - confidence) / 2),
    upper: quantileInPlace(known, n, (1 + confidence) / 2),
    standardError: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN,
    samples: n,
  };
}

/** @throws when samples, confidence or block length are out of bounds; says which. */
export function checkBootstrap(caller: string, samples: number, confidence: number, length: number): void {
  if (!Number.isInteger(samples) || samples < 1) {
    throw new Error(`${caller}: samples must be an integer ≥ 1, was ${samples}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new Error(`${caller}: confidence must be between 0 and 1, was ${confidence}`);
  }
  if (!(length >= 1)) throw new Error(`${caller}: blockLength must be at least 1, was ${length}`);
}

/**
 * Block length that suits a series' autocorrelation, in bars, at least 1: the automatic rule of Politis
 * & White (2004), Econometric Reviews 23, as corrected by Patton, Politis & White (2009), ibid. 28.
 * For `block` it is rounded up to a whole number.
 */
export function blockLength(series: Float64Array, method: BootstrapMethod = 'stationary'): number {
  const n = series.length;
  if (n < 10) return 1;
  const quiet = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const mostLags = Math.ceil(Math.sqrt(n)) + quiet;
  const covariance = autocovariances(series, Math.min(mostLags, n - 1));
  if (!(covariance[0] > ROUNDING * series[0] * series[0])) return 1;
  const lags = significantLags(covariance, quiet, 2 * Math.sqrt(Math.log10(n) / n));
  const band = Math.min(2 * Math.max(lags, 1), covariance.length - 1);
  let spread = covariance[0];
  let slope = 0;
  for (let k = 1; k <= band; k++) {
    const weight = k / band <= 0.5 ? 1 : 2 * (1 - k / band);
    spread += 2 * weight * covariance[k];
    slope += 2 * weight * k * covariance[k];
  }
  const scale = (method === 'stationary' ? 2 : 4 / 3) * spread * spread;
  const length = scale > 0 ? Math.cbrt(((2 * slope * slope) / scale) * n) : 1;
  const bounded = Math.max(1, Math.min(length, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))));
  return method === 'block' ? Math.ceil(bounded) : bounded;
}

/** Lags after which `quiet` autocorrelations in a row are insignificant; the last significant one else. */
function significantLags(covariance: Float64Array, quiet: number, limit: number): number {
  let last = 0;
  for (let k = 1; k < covariance.length; k++) {
    if (Math.abs(covariance[k] / covariance[0]) >= limit) last = k;
    else if (k - last >= quiet) return last;
  }
  return last;
}

function autocovariances(series: Float64Array, lags: number): Float64Array {
  const n = series.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += series[i];
  mean /= n;
  const covariance = new Float64Array(lags + 1);
  for (let k = 0; k <= lags; k++) {
    let products = 0;
    for (let i = k; i < n; i++) products += (series[i] - mean) * (series[i - k] - mean);
    covariance[k] = products / n;
  }
  return covariance;
}
