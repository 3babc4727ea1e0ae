import { normalCdf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';

/** A Sharpe ratio per bar (not annualised) with what its sampling error depends on. */
export interface SharpeSample {
  /** mean / std (ddof 1) of the returns above the risk-free rate, per bar. */
  readonly sharpe: number;
  /** Returns. */
  readonly n: number;
  /** Skewness m3 / m2^1.5 and kurtosis m4 / m2² (normal = 3), population moments. */
  readonly skew: number;
  readonly kurtosis: number;
}

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * Standard error of a Sharpe ratio per bar: √((1 − g1 SR + (b2 − 1)/4 SR²) / (n − 1))
 * (Mertens 2002; Bailey & López de Prado 2012, Journal of Risk 15(2), eq. 8). Assumes independent
 * returns; autocorrelation makes it too small. NaN below two returns.
 */
export function sharpeStandardError(sample: SharpeSample): number {
  const { sharpe, n, skew, kurtosis } = sample;
  if (n < 2) return Number.NaN;
  return Math.sqrt((1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe) / (n - 1));
}

/**
 * Probability that the true Sharpe ratio per bar exceeds `benchmark`:
 * Φ((SR − SR*) √(n − 1) / √(1 − g1 SR + (b2 − 1)/4 SR²))
 * (Bailey & López de Prado 2012, eq. 9). `kurtosis` is the raw one, not the excess.
 */
export function probabilisticSharpe(sample: SharpeSample, benchmark: number): number {
  return normalCdf((sample.sharpe - benchmark) / sharpeStandardError(sample));
}

/**
 * Expected maximum of the Sharpe ratios of N independent trials without skill:
 * √V ((1 − γ) z(1 − 1/N) + γ z(1 − 1/(N e))), V the variance (ddof 1) of the trials' Sharpe ratios
 * (Bailey & López de Prado 2014, Journal of Portfolio Management 40(5), eq. 1). 0 for a single trial.
 * @param variance of the trials' Sharpe ratios, in the unit (per bar or annual) wanted back.
 * @throws when trials is below 1.
 */
export function expectedMaximumSharpe(variance: number, trials: number): number {
  if (!(trials >= 1)) throw new Error(`expectedMaximumSharpe: trials must be at least 1, was ${trials}`);
  if (trials === 1) return 0;
  const z =
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / trials) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * z;
}

/**
 * Deflated Sharpe ratio: the probability that the best of N trials has skill, the probabilistic Sharpe
 * ratio against the maximum that luck alone would have given (Bailey & López de Prado 2014).
 * @param sample the chosen trial, per bar.
 * @param trialVariance variance (ddof 1) of the Sharpe ratios per bar of all trials that were run, those
 * that were thrown away too.
 */
export function deflatedSharpe(sample: SharpeSample, trialVariance: number, trials: number): number {
  return probabilisticSharpe(sample, expectedMaximumSharpe(trialVariance, trials));
}

/**
 * Returns needed before a Sharpe ratio like this one exceeds `benchmark` (per bar) with `confidence`:
 * 1 + (1 − g1 SR + (b2 − 1)/4 SR²) (z / (SR − SR*))² (Bailey & López de Prado 2012, eq. 11).
 * Infinite when the Sharpe ratio is not above the benchmark.
 */
export function minimumTrackRecord(sample: SharpeSample, benchmark: number, confidence = 0.95): number {
  const { sharpe, skew, kurtosis } = sample;
  if (Number.isNaN(sharpe)) return Number.NaN;
  if (sharpe <= benchmark) return Number.POSITIVE_INFINITY;
  const shape = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return 1 + shape * (normalQuantile(confidence) / (sharpe - benchmark)) ** 2;
}

/** The best of the trials of a search, with what is left of it after the search is accounted for. */
export interface DeflatedBest {
  /** Index of the trial with the highest Sharpe ratio; −1 when none has one. */
  readonly best: number;
  /** Trials that were run, those without a Sharpe ratio included. */
  readonly trials: number;
  /** Of the known Sharpe ratios per bar, ddof 1. */
  readonly variance: number;
  /** What the best of so many would have had by luck, per bar. */
  readonly expectedMaximum: number;
  readonly psr: number;
  readonly dsr: number;
}

/**
 * Deflates the best trial of a search. All trials must be there, the bad ones too: the variance of their
 * Sharpe ratios and their number are what the best is judged by. Trials that resemble each other count
 * as if they did not, which is on the safe side.
 * @param trials columns with one value per trial: Sharpe ratio per bar, skewness, raw kurtosis; NaN =
 * unknown (never traded).
 * @param n returns behind each Sharpe ratio.
 */
export function deflateBest(
  trials: {
    readonly sharpe: Float64Array;
    readonly skew: Float64Array;
    readonly kurtosis: Float64Array;
  },
  n: number,
): DeflatedBest {
  const { sharpe, skew, kurtosis } = trials;
  let best = -1;
  let known = 0;
  let mean = 0;
  let squares = 0;
  for (let k = 0; k < sharpe.length; k++) {
    if (Number.isNaN(sharpe[k])) continue;
    if (best < 0 || sharpe[k] > sharpe[best]) best = k;
    known++;
    const change = sharpe[k] - mean;
    mean += change / known;
    squares += change * (sharpe[k] - mean);
  }
  const variance = known > 1 ? squares / (known - 1) : 0;
  const sample = {
    sharpe: sharpe[best] ?? Number.NaN,
    n,
    skew: skew[best] ?? Number.NaN,
    kurtosis: kurtosis[best] ?? Number.NaN,
  };
  const expectedMaximum = expectedMaximumSharpe(variance, Math.max(1, sharpe.length));
  return {
    best,
    trials: sharpe.length,
    variance,
    expectedMaximum,
    psr: probabilisticSharpe(sample, 0),
    dsr: probabilisticSharpe(sample, expectedMaximum),
  };
}
