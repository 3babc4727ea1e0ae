import { passDrawdowns } from './equity-drawdowns.js';
import { passMoments } from './equity-moments.js';
import { passReturns } from './equity-returns.js';

/**
 * What the figures need to know of an equity curve, gathered in a few passes without allocation.
 * E = equity, one value per bar, E[0] the first; r[i] = E[i]/E[i−1] − 1; n = bars − 1 returns, the
 * first bar has none. Where the bar before had no equity left (≤ 0) the return counts as 0.
 */
export interface EquitySummary {
  bars: number;
  /** Returns. */
  n: number;
  initial: number;
  final: number;
  /** Bar starts, as given. */
  time: Float64Array;
  firstTime: number;
  lastTime: number;
  mean: number;
  /** Σ r². */
  sumSquares: number;
  /** Σ (r − mean)^k for k = 2, 3, 4; zero when the returns differ by rounding alone. */
  squares: number;
  cubes: number;
  fourths: number;
  /** Σ (r[i] − mean)(r[i−1] − mean). */
  lagged: number;
  /** Σ min(r, 0)², and the same of returns above the risk-free rate. */
  downSquares: number;
  downExcessSquares: number;
  /** Σ of positive and |Σ| of negative returns above the risk-free rate. */
  gains: number;
  losses: number;
  positive: number;
  best: number;
  worst: number;
  quantile05: number;
  quantile95: number;
  /** Mean of the returns ≤ quantile05. */
  tailMean: number;
  maxDrawdown: number;
  /** Bars: the last at the peak, the trough, the first back at or above the peak (−1 = never). */
  peakBar: number;
  troughBar: number;
  recoveryBar: number;
  /** The longest time from a peak's last bar to the first bar back at or above it, or to the end. */
  longestFrom: number;
  longestTo: number;
  /** Drawdowns (stretches below the peak), Σ of their depths, bars below the peak, Σ d and Σ d². */
  drawdowns: number;
  depths: number;
  underwater: number;
  drawdownSum: number;
  drawdownSquares: number;
  /** E[n] / peak − 1. */
  current: number;
  equitySum: number;
}

/** Scratch memory for equity curves of up to `bars` bars, used again for every curve. */
export interface EquityWorkspace {
  readonly returns: Float64Array;
  /** The words of `returns`; the odd ones hold sign, exponent and the leading bits. */
  readonly returnWords: Int32Array;
  readonly lowTail: Float64Array;
  readonly lowTailWords: Int32Array;
  readonly highTail: Float64Array;
  /** Values in the two tails. */
  readonly counts: Int32Array;
  readonly summary: EquitySummary;
}

/** Memory for curves of up to `bars` bars. */
export function createEquityWorkspace(bars: number): EquityWorkspace {
  const returns = new Float64Array(bars);
  const lowTail = new Float64Array(bars + 1);
  return {
    returns,
    returnWords: new Int32Array(returns.buffer),
    lowTail,
    lowTailWords: new Int32Array(lowTail.buffer),
    highTail: new Float64Array(bars + 1),
    counts: new Int32Array(2),
    summary: emptySummary(),
  };
}

/**
 * Summarises an equity curve into `workspace.summary`, which is returned and valid until the next call.
 * `workspace.returns[0 … n − 1]` holds the returns afterwards.
 * @param time bar starts, UTC epoch ms, as long as `equity`.
 * @param riskFree per bar.
 */
export function summariseEquity(
  equity: Float64Array,
  time: Float64Array,
  riskFree: number,
  workspace: EquityWorkspace,
): EquitySummary {
  const { returns, summary } = workspace;
  const bars = equity.length;
  const n = Math.max(0, bars - 1);
  summary.bars = bars;
  summary.n = n;
  summary.initial = bars > 0 ? equity[0] : Number.NaN;
  summary.final = bars > 0 ? equity[n] : Number.NaN;
  summary.time = time;
  summary.firstTime = bars > 0 ? time[0] : Number.NaN;
  summary.lastTime = bars > 0 ? time[n] : Number.NaN;
  passReturns(equity, returns, riskFree, n, summary);
  passDrawdowns(equity, time, n, summary);
  passMoments(n, workspace);
  return summary;
}

function emptySummary(): EquitySummary {
  const nan = Number.NaN;
  return {
    bars: 0,
    n: 0,
    initial: nan,
    final: nan,
    time: new Float64Array(0),
    firstTime: nan,
    lastTime: nan,
    mean: nan,
    sumSquares: nan,
    squares: nan,
    cubes: nan,
    fourths: nan,
    lagged: nan,
    downSquares: nan,
    downExcessSquares: nan,
    gains: nan,
    losses: nan,
    positive: 0,
    best: nan,
    worst: nan,
    quantile05: nan,
    quantile95: nan,
    tailMean: nan,
    maxDrawdown: nan,
    peakBar: 0,
    troughBar: 0,
    recoveryBar: 0,
    longestFrom: 0,
    longestTo: 0,
    drawdowns: 0,
    depths: 0,
    underwater: 0,
    drawdownSum: nan,
    drawdownSquares: nan,
    current: nan,
    equitySum: nan,
  };
}
