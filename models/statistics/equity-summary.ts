import { interpolateFrom } from './quantile.js';

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
  readonly upperWords: Int32Array;
  readonly lowTail: Float64Array;
  readonly lowTailWords: Int32Array;
  readonly highTail: Float64Array;
  /** Values in the two tails. */
  readonly counts: Int32Array;
  readonly summary: EquitySummary;
}

/** Returns this close together, relative to their size, differ by rounding only. */
const ROUNDING = 1e-12;
/** Multiples of the root mean square beyond which a return may belong to a 5 % tail. */
const TAIL_MULTIPLES = [1, 0.25];

export function createEquityWorkspace(bars: number): EquityWorkspace {
  const returns = new Float64Array(bars);
  const lowTail = new Float64Array(bars + 1);
  return {
    returns,
    upperWords: new Int32Array(returns.buffer),
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
  passMoments(returns, n, summary);
  passTails(n, workspace);
  return summary;
}

function passReturns(
  equity: Float64Array,
  returns: Float64Array,
  riskFree: number,
  n: number,
  summary: EquitySummary,
): void {
  let previous = equity[0];
  let sum = 0;
  let equitySum = previous;
  let gains = 0;
  let losses = 0;
  let downSquares = 0;
  let downExcessSquares = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= n; i++) {
    const value = equity[i];
    const r = previous > 0 ? value / previous - 1 : 0;
    previous = value;
    returns[i - 1] = r;
    sum += r;
    equitySum += value;
    // min(x, 0) = (x - |x|) / 2 exactly, and no branch to mispredict on the sign of a return.
    const excess = r - riskFree;
    const down = (excess - Math.abs(excess)) * 0.5;
    gains += excess - down;
    losses -= down;
    downExcessSquares += down * down;
    const negative = (r - Math.abs(r)) * 0.5;
    downSquares += negative * negative;
    if (r > best) best = r;
    if (r < worst) worst = r;
  }
  summary.mean = n > 0 ? sum / n : Number.NaN;
  summary.equitySum = equitySum;
  summary.gains = gains;
  summary.losses = losses;
  summary.downSquares = downSquares;
  summary.downExcessSquares = downExcessSquares;
  summary.best = n > 0 ? best : Number.NaN;
  summary.worst = n > 0 ? worst : Number.NaN;
}

function passDrawdowns(equity: Float64Array, time: Float64Array, n: number, summary: EquitySummary): void {
  let peak = equity[0];
  let peakAt = 0;
  let depth = 0;
  let maxDrawdown = 0;
  let peakBar = 0;
  let troughBar = 0;
  let recoveryBar = 0;
  let longestFrom = 0;
  let longestTo = 0;
  let longest = 0;
  let drawdowns = 0;
  let depths = 0;
  let underwater = 0;
  let drawdownSum = 0;
  let drawdownSquares = 0;
  for (let i = 1; i <= n; i++) {
    const value = equity[i];
    if (value < peak) {
      const drawdown = value / peak - 1;
      drawdownSum += drawdown;
      drawdownSquares += drawdown * drawdown;
      underwater++;
      if (drawdown < depth) {
        depth = drawdown;
        if (drawdown < maxDrawdown) {
          maxDrawdown = drawdown;
          peakBar = peakAt;
          troughBar = i;
          recoveryBar = -1;
        }
      }
      if (i < n) continue;
    }
    if (depth < 0) {
      drawdowns++;
      depths += depth;
      const length = time[i] - time[peakAt];
      if (length > longest) {
        longest = length;
        longestFrom = peakAt;
        longestTo = i;
      }
      if (value >= peak && recoveryBar < 0) recoveryBar = i;
    }
    if (value >= peak) {
      peak = value;
      peakAt = i;
      depth = 0;
    }
  }
  summary.maxDrawdown = n >= 0 ? maxDrawdown : Number.NaN;
  summary.peakBar = peakBar;
  summary.troughBar = troughBar;
  summary.recoveryBar = recoveryBar;
  summary.longestFrom = longestFrom;
  summary.longestTo = longestTo;
  summary.drawdowns = drawdowns;
  summary.depths = depths;
  summary.underwater = underwater;
  summary.drawdownSum = drawdownSum;
  summary.drawdownSquares = drawdownSquares;
  summary.current = summary.final / peak - 1;
}

function passMoments(returns: Float64Array, n: number, summary: EquitySummary): void {
  const mean = summary.mean;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  let lagged = 0;
  let previous = 0;
  for (let i = 0; i < n; i++) {
    const d = returns[i] - mean;
    const dd = d * d;
    squares += dd;
    cubes += dd * d;
    fourths += dd * dd;
    lagged += d * previous;
    previous = d;
  }
  const isFlat = summary.best - summary.worst <= ROUNDING * Math.abs(summary.mean);
  summary.squares = isFlat ? 0 : squares;
  summary.cubes = isFlat ? 0 : cubes;
  summary.fourths = isFlat ? 0 : fourths;
  summary.lagged = isFlat ? 0 : lagged;
}

/**
 * The 5 % and 95 % quantiles (linear interpolation) and the mean beyond the lower one. Only returns
 * beyond a multiple of the root mean square are candidates, so that the selection works on few; when too
 * few are, a smaller multiple is tried, at last none.
 */
function passTails(n: number, workspace: EquityWorkspace): void {
  const { lowTail, highTail, summary } = workspace;
  if (n === 0) {
    summary.positive = 0;
    summary.quantile05 = summary.quantile95 = summary.tailMean = Number.NaN;
    return;
  }
  const position = 0.05 * (n - 1);
  const low = Math.floor(position);
  const fraction = position - low;
  const spread = Math.sqrt(summary.squares / n + summary.mean * summary.mean);
  let isGathered = false;
  for (let k = 0; k < TAIL_MULTIPLES.length && !isGathered; k++) {
    gather(workspace, n, TAIL_MULTIPLES[k] * spread);
    isGathered = workspace.counts[0] >= low + 2 && workspace.counts[1] >= low + 2;
  }
  if (!isGathered) gatherAll(workspace, n);
  const count = workspace.counts[0];
  const var95 = interpolateFrom(lowTail, count, low, fraction);
  let sum = 0;
  let inside = 0;
  for (let i = 0; i < count; i++) {
    if (lowTail[i] > var95) continue;
    sum += lowTail[i];
    inside++;
  }
  summary.quantile05 = var95;
  summary.tailMean = sum / inside;
  summary.quantile95 = -interpolateFrom(highTail, workspace.counts[1], low, fraction);
}

/**
 * Falling returns beyond `limit` into `lowTail`, rising ones, negated, into `highTail`, and the count of
 * rising ones; by the bits of the numbers, without branches.
 */
function gather(workspace: EquityWorkspace, n: number, limit: number): void {
  const { returns, upperWords, lowTail, highTail, counts, summary } = workspace;
  lowTail[0] = limit;
  const limitWord = workspace.lowTailWords[1];
  let falling = 0;
  let rising = 0;
  let up = 0;
  for (let i = 0; i < n; i++) {
    const word = upperWords[2 * i + 1];
    const isNegative = word >>> 31;
    const magnitude = word & 0x7fffffff;
    const isBeyond = (limitWord - magnitude) >>> 31;
    const value = returns[i];
    lowTail[falling] = value;
    highTail[rising] = -value;
    falling += isBeyond & isNegative;
    rising += isBeyond & (isNegative ^ 1);
    up += (isNegative ^ 1) & (-magnitude >>> 31);
  }
  counts[0] = falling;
  counts[1] = rising;
  summary.positive = up;
}

function gatherAll(workspace: EquityWorkspace, n: number): void {
  const { returns, lowTail, highTail, counts } = workspace;
  for (let i = 0; i < n; i++) {
    lowTail[i] = returns[i];
    highTail[i] = -returns[i];
  }
  counts[0] = n;
  counts[1] = n;
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
