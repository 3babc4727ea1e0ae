import { type IcBySession, spearman } from '../../statistics/index.js';
import { sessionEnd } from '../cross-section/rank-by-session.js';

/** Fewer pairs than this make no rank correlation worth averaging. */
const MINIMUM_PAIRS = 10;

/**
 * Rank correlation of score and outcome on each session, for rows in a list rather than a matrix.
 *
 * @param session ascending, one per row; sessions without ten pairs, and those without rows, are NaN.
 * @param isIncluded 0 leaves a row out; all rows when absent.
 */
export function dailyIc(
  score: ArrayLike<number>,
  outcome: ArrayLike<number>,
  session: Int32Array,
  sessions: number,
  isIncluded?: Uint8Array,
): IcBySession {
  const ic = new Float64Array(sessions).fill(Number.NaN);
  const pairs = new Float64Array(sessions);
  for (let from = 0; from < session.length; ) {
    const to = sessionEnd(session, from);
    const a = new Float64Array(to - from);
    const b = new Float64Array(to - from);
    let n = 0;
    for (let i = from; i < to; i++) {
      if (isIncluded?.[i] === 0) continue;
      const x = score[i];
      const y = outcome[i];
      if (x !== x || y !== y) continue;
      a[n] = x;
      b[n++] = y;
    }
    pairs[session[from]] = n;
    if (n >= MINIMUM_PAIRS) ic[session[from]] = spearman(a.subarray(0, n), b.subarray(0, n));
    from = to;
  }
  return { ic, pairs };
}
