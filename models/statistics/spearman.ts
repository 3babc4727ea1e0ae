import { type Argsort, createArgsort } from './argsort.js';
import { fillRanks } from './ranks.js';

/** Rank correlation of many pairs of columns without allocating. */
export interface Spearman {
  /**
   * Rank correlation of the first `count` pairs; NaN below two pairs or when one side is constant.
   * Leaves the ranks of `a` in `ranksA`, of `b` in `ranksB`, until the next call.
   */
  correlate(a: Float64Array, b: Float64Array, count: number): number;
  readonly ranksA: Float64Array;
  readonly ranksB: Float64Array;
}

/**
 * Spearman's rank correlation of two columns, over the pairs in which both are numbers:
 * Pearson's correlation of average ranks (Spearman 1904; ties after Kendall 1945), so tied values are
 * treated exactly, not by the 6Σd² shortcut. NaN below two pairs or when one side is constant.
 * @throws when the lengths differ.
 */
export function spearman(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) {
    throw new Error(`spearman: columns must have the same length, were ${a.length} and ${b.length}`);
  }
  const pairedA = new Float64Array(a.length);
  const pairedB = new Float64Array(a.length);
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) continue;
    pairedA[count] = a[i];
    pairedB[count++] = b[i];
  }
  return createSpearman(count).correlate(pairedA, pairedB, count);
}

/** A rank correlator for up to `capacity` pairs. Inputs hold no NaN. */
export function createSpearman(capacity: number): Spearman {
  const argsort: Argsort = createArgsort(capacity);
  const ranksA = new Float64Array(capacity);
  const ranksB = new Float64Array(capacity);

  function correlate(a: Float64Array, b: Float64Array, count: number): number {
    const tiesA = fillRanks(a, argsort.sort(a, count), count, ranksA);
    const tiesB = fillRanks(b, argsort.sort(b, count), count, ranksB);
    return rankCorrelation(ranksA, ranksB, count, tiesA, tiesB);
  }

  return { correlate, ranksA, ranksB };
}

/**
 * Pearson's correlation of two columns of average ranks, given their tie corrections Σ(t³ − t); NaN
 * below two pairs or when one side is constant. Sums of ranks are exact in doubles up to some 100,000
 * pairs, so nothing is lost by subtracting.
 */
export function rankCorrelation(
  ranksA: Float64Array,
  ranksB: Float64Array,
  count: number,
  tiesA: number,
  tiesB: number,
): number {
  let products = 0;
  for (let k = 0; k < count; k++) products += ranksA[k] * ranksB[k];
  const covariance = products - (count * (count + 1) * (count + 1)) / 4;
  const total = count * count * count - count;
  const spread = ((total - tiesA) / 12) * ((total - tiesB) / 12);
  return count > 1 && spread > 0 ? covariance / Math.sqrt(spread) : Number.NaN;
}
