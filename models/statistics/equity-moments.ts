import type { EquityWorkspace } from './equity-summary.js';
import { interpolateFrom } from './quantile.js';

/** Returns this close together, relative to their size, differ by rounding only. */
const ROUNDING = 1e-12;
/** Multiples of the root mean square beyond which a return may belong to a 5 % tail, tried in turn. */
const TAIL_MULTIPLES = [1.2, 0.5, 0.1] as const;

/**
 * Central moments, the 5 % and 95 % quantiles (linear interpolation) and the mean beyond the lower one.
 *
 * Only returns beyond a multiple of the root mean square are candidates for the quantiles, so that the
 * selection works on few; when too few are, a smaller multiple is tried, at last all returns.
 */
export function passMoments(n: number, workspace: EquityWorkspace): void {
  const { summary } = workspace;
  if (n === 0) {
    summary.squares = summary.cubes = summary.fourths = summary.lagged = 0;
    summary.positive = 0;
    summary.quantile05 = summary.quantile95 = summary.tailMean = Number.NaN;
    return;
  }
  const spread = Math.sqrt(summary.sumSquares / n);
  const needed = Math.floor(0.05 * (n - 1)) + 2;
  gather(workspace, n, TAIL_MULTIPLES[0] * spread);
  for (let k = 1; k < TAIL_MULTIPLES.length && !hasTails(workspace.counts, needed); k++) {
    gather(workspace, n, TAIL_MULTIPLES[k] * spread);
  }
  if (!hasTails(workspace.counts, needed)) gatherAll(workspace, n);
  fillTails(n, workspace);
  if (summary.best - summary.worst <= ROUNDING * Math.abs(summary.mean)) {
    summary.squares = summary.cubes = summary.fourths = summary.lagged = 0;
  }
}

function hasTails(counts: Int32Array, needed: number): boolean {
  return counts[0] >= needed && counts[1] >= needed;
}

/**
 * Moments about the mean; and falling returns beyond `limit` into `lowTail`, rising ones, negated, into
 * `highTail`, and the count of rising ones, by the bits of the numbers, without branches.
 */
function gather(workspace: EquityWorkspace, n: number, limit: number): void {
  const { returns, returnWords, lowTail, lowTailWords, highTail, counts, summary } = workspace;
  lowTail[0] = limit;
  const limitWord = lowTailWords[1];
  const mean = summary.mean;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  let lagged = 0;
  let previous = 0;
  let falling = 0;
  let rising = 0;
  let up = 0;
  for (let i = 0; i < n; i++) {
    const value = returns[i];
    const word = returnWords[2 * i + 1];
    const magnitude = word & 0x7fffffff;
    const isNegative = word >>> 31;
    const isBeyond = (limitWord - magnitude) >>> 31;
    lowTail[falling] = value;
    highTail[rising] = -value;
    falling += isBeyond & isNegative;
    rising += isBeyond & (isNegative ^ 1);
    up += (isNegative ^ 1) & (-magnitude >>> 31);
    const d = value - mean;
    const dd = d * d;
    squares += dd;
    cubes += dd * d;
    fourths += dd * dd;
    lagged += d * previous;
    previous = d;
  }
  counts[0] = falling;
  counts[1] = rising;
  summary.positive = up;
  summary.squares = squares;
  summary.cubes = cubes;
  summary.fourths = fourths;
  summary.lagged = lagged;
}

function gatherAll({ returns, lowTail, highTail, counts }: EquityWorkspace, n: number): void {
  for (let i = 0; i < n; i++) {
    lowTail[i] = returns[i];
    highTail[i] = -returns[i];
  }
  counts[0] = n;
  counts[1] = n;
}

function fillTails(n: number, { lowTail, highTail, counts, summary }: EquityWorkspace): void {
  const position = 0.05 * (n - 1);
  const low = Math.floor(position);
  const fraction = position - low;
  const count = counts[0];
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
  summary.quantile95 = -interpolateFrom(highTail, counts[1], low, fraction);
}
