import type { Family } from '../features/index.js';

/** One family's say in the rating. */
export interface RatingFamily {
  readonly family: Family;
  readonly title: string;
  /** Points the family can add or take away; the weights sum to 100. */
  readonly weight: number;
  /** A signal in [-1, 1]; its sign turns round when the log price path is mirrored. */
  readonly signal: string;
  /** What the signal says when it is strongly positive, for the explanation of a row. */
  readonly whenHigh: string;
  /** What it says when it is strongly negative. */
  readonly whenLow: string;
}

/**
 * The rating: score = sum over families of weight x signal, from -100 to 100. Long and short are
 * symmetrical: every signal is odd in the log price, so a symbol whose chart is another's mirror image
 * gets the opposite score. The weights are a prior written down beforehand, not fitted to any data here;
 * what the score is worth on the data at hand stands beside it as its record.
 *
 * Volatility enters only as the risk against which a return is measured: calm is not rewarded by itself.
 * A score is unknown until every family is known, which takes 253 bars.
 */
export const rating: readonly RatingFamily[] = [
  {
    family: 'trend',
    title: 'trend',
    weight: 20,
    signal:
      '0.5 * clamp((log(close) - sma(log(close), 50)) / (6 * stdev(log(close / close[1]), 63)), -1, 1)' +
      ' + 0.5 * clamp((sma(log(close), 50) - sma(log(close), 200)) / (12 * stdev(log(close / close[1]), 63)), -1, 1)',
    whenHigh: 'above rising averages',
    whenLow: 'below falling averages',
  },
  {
    family: 'momentum',
    title: 'momentum',
    weight: 20,
    signal:
      'clamp(log(close[21] / close[252]) / (1.5 * sqrt(231) * stdev(log(close / close[1]), 231)[21]), -1, 1)',
    whenHigh: 'rose over the past year, last month left out',
    whenLow: 'fell over the past year, last month left out',
  },
  {
    family: 'volume',
    title: 'volume',
    weight: 10,
    signal: 'clamp(3 * sum(sign(close - close[1]) * volume, 20) / sum(volume, 20), -1, 1)',
    whenHigh: 'more volume on rising days',
    whenLow: 'more volume on falling days',
  },
  {
    family: 'volatility',
    title: 'return for risk',
    weight: 10,
    signal: 'clamp(log(close / close[63]) / (2 * sqrt(63) * stdev(log(close / close[1]), 63)), -1, 1)',
    whenHigh: 'gained a lot for its risk',
    whenLow: 'lost a lot for its risk',
  },
  {
    family: 'oscillator',
    title: 'pullback',
    weight: 15,
    signal: 'clamp((50 - rsi(log(close), 5)) / 40, -1, 1)',
    whenHigh: 'sold off in the last days',
    whenLow: 'ran up in the last days',
  },
  {
    family: 'breakout',
    title: 'place in range',
    weight: 10,
    signal:
      'if(highest(log(high), 252) > lowest(log(low), 252),' +
      ' (2 * log(close) - highest(log(high), 252) - lowest(log(low), 252)) / (highest(log(high), 252) - lowest(log(low), 252)), 0)',
    whenHigh: 'near its one-year high',
    whenLow: 'near its one-year low',
  },
  {
    family: 'relative_strength',
    title: 'against the market',
    weight: 15,
    signal:
      'clamp((log(close / close[63]) - log(benchmark_close / benchmark_close[63])) / (1.5 * sqrt(63) * stdev(log(close / close[1]), 63)), -1, 1)',
    whenHigh: 'ahead of the market over three months',
    whenLow: 'behind the market over three months',
  },
];

/** Bars needed before a score exists: the momentum family looks 252 bars back. */
export const RATING_LOOKBACK = 252;

/** Expressions of the weighted contributions, by family, and of the score, their sum. */
export function ratingExpressions(): { contributions: Record<string, string>; score: string } {
  const contributions: Record<string, string> = {};
  for (const { family, weight, signal } of rating)
    contributions[`rating_${family}`] = `${weight} * (${signal})`;
  return { contributions, score: Object.keys(contributions).join(' + ') };
}
