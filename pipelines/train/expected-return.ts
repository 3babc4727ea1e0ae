import { sessionEnd } from '../../models/learning/index.js';

/** Expected forward return = intercept + slope x score, and the first row that the line has not seen. */
export interface ReturnLine {
  readonly intercept: number;
  readonly slope: number;
  readonly from: number;
}

/** A line is not drawn out to scores more than so many times as far apart as those it was fitted on. */
const MOST_STRETCH = 10;

/**
 * Line from score to forward return by least squares on the earlier half of the rows: the slope from what sets
 * symbols of one session apart, so that a drift of scores through time explains no return. Flat at the mean
 * return where the scores of that half hardly vary beside those of the whole.
 * @param session ascending, one per row. @returns rows from `from` on lie past the horizon of that half.
 */
export function expectedReturn(
  score: Float64Array,
  forward: Float64Array,
  session: Int32Array,
  horizon: number,
): ReturnLine {
  const half = Math.floor(score.length / 2);
  const early = withinSessions(score, forward, session, half);
  const whole = withinSessions(score, forward, session, score.length);
  const isVaried = early.squares * MOST_STRETCH ** 2 > (whole.squares * half) / score.length;
  const slope = isVaried && early.squares > 0 ? early.cross / early.squares : 0;
  let intercept = 0;
  for (let i = 0; i < half; i++) intercept += (forward[i] - slope * score[i]) / half;
  let from = half;
  while (from < session.length && session[from] <= session[half] + horizon) from++;
  return { intercept, slope, from };
}

/** Sums of squares and products of deviations from the session's means, over the first rows. */
function withinSessions(
  score: Float64Array,
  forward: Float64Array,
  session: Int32Array,
  rows: number,
): { readonly squares: number; readonly cross: number } {
  let squares = 0;
  let cross = 0;
  for (let from = 0; from < rows; ) {
    const to = Math.min(rows, sessionEnd(session, from));
    let meanScore = 0;
    let meanReturn = 0;
    for (let i = from; i < to; i++) {
      meanScore += score[i] / (to - from);
      meanReturn += forward[i] / (to - from);
    }
    for (let i = from; i < to; i++) {
      squares += (score[i] - meanScore) ** 2;
      cross += (score[i] - meanScore) * (forward[i] - meanReturn);
    }
    from = to;
  }
  return { squares, cross };
}
