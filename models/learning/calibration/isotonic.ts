import { createArgsort } from '../../statistics/index.js';

/**
 * A rising step-free map from score to probability: linear between the points, constant beyond them.
 * `support` is the number of calibration rows behind each point.
 */
export interface IsotonicMap {
  readonly kind: 'isotonic';
  readonly score: Float64Array;
  readonly probability: Float64Array;
  readonly support: Float64Array;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002): the
 * rising sequence closest to the outcomes in squared error. Rows of equal score are pooled first; a pool
 * becomes one point at its mean score.
 */
export function fitIsotonic(score: Float64Array, label: Float64Array): IsotonicMap {
  const n = score.length;
  if (n === 0) throw new Error('fitIsotonic: there are no rows to calibrate on');
  const order = createArgsort(n).sort(score, n);
  const sums: number[] = [];
  const counts: number[] = [];
  const places: number[] = [];
  for (let start = 0; start < n; ) {
    const value = score[order[start]];
    let end = start;
    let happened = 0;
    while (end < n && score[order[end]] === value) happened += label[order[end++]];
    sums.push(happened);
    counts.push(end - start);
    places.push(value * (end - start));
    start = end;
    for (let last = sums.length - 1; last > 0 && isFalling(sums, counts, last); last--) {
      sums[last - 1] += sums[last];
      counts[last - 1] += counts[last];
      places[last - 1] += places[last];
      for (const column of [sums, counts, places]) column.pop();
    }
  }
  return {
    kind: 'isotonic',
    score: Float64Array.from(places, (place, k) => place / counts[k]),
    probability: Float64Array.from(sums, (sum, k) => sum / counts[k]),
    support: Float64Array.from(counts),
  };
}

/** Probability of a score. NaN for NaN. */
export function applyIsotonic(map: IsotonicMap, score: number): number {
  const { score: points, probability } = map;
  const last = points.length - 1;
  if (score <= points[0]) return probability[0];
  if (score >= points[last]) return probability[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle] <= score) low = middle;
    else high = middle;
  }
  const share = (score - points[low]) / (points[high] - points[low]);
  return probability[low] + share * (probability[high] - probability[low]);
}

function isFalling(sums: readonly number[], counts: readonly number[], last: number): boolean {
  return sums[last] * counts[last - 1] <= sums[last - 1] * counts[last];
}
