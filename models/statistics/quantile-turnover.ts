import { createArgsort } from './argsort.js';
import { fillRanks } from './ranks.js';

/**
 * Bucket of every score on every session, 0 = lowest, by the rule of `quantileSums`; −1 where there is
 * no score, or fewer scores on the session than buckets.
 * @param score date-major matrix of sessions x `symbols`, NaN = absent.
 */
export function scoreBuckets(score: Float64Array, symbols: number, buckets: number): Int8Array {
  const out = new Int8Array(score.length).fill(-1);
  const scores = new Float64Array(symbols);
  const ranks = new Float64Array(symbols);
  const cells = new Int32Array(symbols);
  const argsort = createArgsort(symbols);
  for (let row = 0; row < score.length; row += symbols) {
    let n = 0;
    for (let cell = row; cell < row + symbols; cell++) {
      if (Number.isNaN(score[cell])) continue;
      scores[n] = score[cell];
      cells[n++] = cell;
    }
    if (n < buckets) continue;
    fillRanks(scores, argsort.sort(scores, n), n, ranks);
    for (let k = 0; k < n; k++) out[cells[k]] = Math.floor((buckets * (ranks[k] - 0.5)) / n);
  }
  return out;
}

/**
 * Mean share of a bucket's members that were not in it `lag` sessions before, over the sessions on which
 * both were known: what a holder of the bucket has to trade, one side (as Alphalens, quantile_turnover).
 * NaN without such sessions.
 */
export function bucketTurnover(buckets: Int8Array, symbols: number, bucket: number, lag: number): number {
  let sum = 0;
  let sessions = 0;
  for (let row = lag * symbols; row < buckets.length; row += symbols) {
    let members = 0;
    let entered = 0;
    let before = 0;
    for (let cell = row; cell < row + symbols; cell++) {
      const wasMember = buckets[cell - lag * symbols] === bucket;
      if (wasMember) before++;
      if (buckets[cell] !== bucket) continue;
      members++;
      if (!wasMember) entered++;
    }
    if (members === 0 || before === 0) continue;
    sum += entered / members;
    sessions++;
  }
  return sessions > 0 ? sum / sessions : Number.NaN;
}
