import { createArgsort } from './argsort.js';
import { longRunSum, overlapLag } from './newey-west.js';
import { fillRanks } from './ranks.js';

/**
 * Sums per session and bucket, from which a record is made. Cell `t * buckets + q` belongs to session t
 * and bucket q (0 = lowest scores). Parts of the sessions can be filled by different workers.
 */
export interface QuantileSums {
  readonly buckets: number;
  readonly count: Float64Array;
  /** Σ forward return. */
  readonly sum: Float64Array;
  /** Rows with a forward return above zero. */
  readonly hits: Float64Array;
}

/** What followed the scores of one bucket. */
export interface QuantileRecord {
  /** 1 = lowest scores … `buckets` = highest. */
  readonly bucket: number;
  /** Rows: symbol-sessions. */
  readonly n: number;
  /** Sessions with at least one row. */
  readonly sessions: number;
  /** Mean forward return over the rows. NaN without rows. */
  readonly meanForward: number;
  /** Of meanForward, clustered by session and allowing for overlap. */
  readonly meanForwardError: number;
  /** Share of rows with a forward return above zero. */
  readonly hitRate: number;
  readonly hitRateError: number;
  /** Sessions of autocorrelation in the errors. */
  readonly lag: number;
}

/**
 * Sorts the symbols of each session into buckets by score and adds up what followed, for sessions
 * `from` up to, not including, `to`. Matrices are date-major, `t * symbols + s`, NaN = absent; only
 * pairs with both values count. Bucket of average rank r among n pairs: ⌊buckets (r − ½) / n⌋, so tied
 * scores share a bucket. A session with fewer pairs than buckets is left out.
 */
export function quantileSums(
  score: Float64Array,
  forward: Float64Array,
  symbols: number,
  range: { readonly from: number; readonly to: number },
  output: QuantileSums,
): QuantileSums {
  const { buckets, count, sum, hits } = output;
  const scores = new Float64Array(symbols);
  const returns = new Float64Array(symbols);
  const ranks = new Float64Array(symbols);
  const argsort = createArgsort(symbols);
  for (let t = range.from; t < range.to; t++) {
    const row = t * symbols;
    let n = 0;
    for (let s = row; s < row + symbols; s++) {
      const x = score[s];
      const y = forward[s];
      if (x !== x || y !== y) continue;
      scores[n] = x;
      returns[n++] = y;
    }
    const base = t * buckets;
    for (let q = base; q < base + buckets; q++) {
      count[q] = 0;
      sum[q] = 0;
      hits[q] = 0;
    }
    if (n < buckets) continue;
    fillRanks(scores, argsort.sort(scores, n), n, ranks);
    for (let k = 0; k < n; k++) {
      const cell = base + Math.floor((buckets * (ranks[k] - 0.5)) / n);
      count[cell]++;
      sum[cell] += returns[k];
      if (returns[k] > 0) hits[cell]++;
    }
  }
  return output;
}

/** Empty sums for `sessions` sessions, to be filled by `quantileSums`. */
export function emptyQuantileSums(sessions: number, buckets: number): QuantileSums {
  const cells = sessions * buckets;
  return {
    buckets,
    count: new Float64Array(cells),
    sum: new Float64Array(cells),
    hits: new Float64Array(cells),
  };
}

/**
 * One record per bucket, lowest scores first.
 *
 * Means are over rows. Errors cluster by session and allow for overlapping horizons: with
 * u[t] = Σ over the rows of session t of (x − mean), se = √(Bartlett-weighted Σ u[t] u[s]) / n
 * (Driscoll & Kraay 1998, Review of Economics and Statistics 80), lag as in `overlapLag`.
 */
export function summariseQuantiles(sums: QuantileSums, horizon: number): QuantileRecord[] {
  const sessions = sums.count.length / sums.buckets;
  const lag = overlapLag(sessions, horizon);
  return Array.from({ length: sums.buckets }, (_, q) => {
    let n = 0;
    let present = 0;
    for (let t = 0; t < sessions; t++) {
      const count = sums.count[t * sums.buckets + q];
      n += count;
      if (count > 0) present++;
    }
    const forward = clusteredMean(sums.sum, sums.count, q, sums.buckets, lag);
    const hit = clusteredMean(sums.hits, sums.count, q, sums.buckets, lag);
    return {
      bucket: q + 1,
      n,
      sessions: present,
      meanForward: forward.mean,
      meanForwardError: forward.error,
      hitRate: hit.mean,
      hitRateError: hit.error,
      lag,
    };
  });
}

/**
 * Mean forward return, hit rate and number of rows by decile of the score, lowest first, in one call.
 * @param score, forward date-major matrices of `sessions` x `symbols`, NaN = absent.
 * @throws when a matrix does not have `sessions * symbols` values.
 */
export function decileRecord(
  score: Float64Array,
  forward: Float64Array,
  sessions: number,
  symbols: number,
  horizon: number,
): QuantileRecord[] {
  if (score.length !== sessions * symbols || forward.length !== sessions * symbols) {
    throw new Error(
      `decileRecord: matrices must hold ${sessions} x ${symbols} values, held ${score.length} and ${forward.length}`,
    );
  }
  const sums = emptyQuantileSums(sessions, 10);
  return summariseQuantiles(quantileSums(score, forward, symbols, { from: 0, to: sessions }, sums), horizon);
}

function clusteredMean(
  sum: Float64Array,
  count: Float64Array,
  bucket: number,
  buckets: number,
  lag: number,
): { mean: number; error: number } {
  let total = 0;
  let n = 0;
  for (let cell = bucket; cell < count.length; cell += buckets) {
    total += sum[cell];
    n += count[cell];
  }
  if (n === 0) return { mean: Number.NaN, error: Number.NaN };
  const mean = total / n;
  const deviations = new Float64Array(count.length / buckets);
  for (let t = 0; t < deviations.length; t++) {
    const cell = t * buckets + bucket;
    deviations[t] = sum[cell] - mean * count[cell];
  }
  return { mean, error: n > 1 ? Math.sqrt(longRunSum(deviations, lag)) / n : Number.NaN };
}
