import { dailyIc } from '../../models/learning/index.js';
import { neweyWest, overlapLag } from '../../models/statistics/index.js';

/** Champion and challenger on rows that neither has seen. */
export interface Challenge {
  readonly championIc: number;
  readonly challengerIc: number;
  /** Mean of the daily differences, challenger less champion, and how many errors from zero. */
  readonly difference: number;
  readonly t: number;
  readonly sessions: number;
  readonly isPromoted: boolean;
}

/**
 * A challenger takes over only when its daily rank IC exceeds the champion's by `leadErrors` errors (which
 * allow for overlapping labels), on sessions after the training of both.
 *
 * @param session ascending, one per row; @param label known outcomes of those rows.
 */
export function challenge(
  champion: Float32Array,
  challenger: Float32Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
  leadErrors: number,
): Challenge {
  const sessions = session.length === 0 ? 0 : session[session.length - 1] + 1;
  const first = dailyIc(champion, label, session, sessions).ic;
  const second = dailyIc(challenger, label, session, sessions).ic;
  // A champion that says nothing on a date has an IC of zero there, not an excuse.
  const gap = second.map((ic, t) => ic - (Number.isNaN(first[t]) ? 0 : first[t]));
  const { n, mean, standardError } = neweyWest(gap, overlapLag(knownCount(gap), horizon));
  const t = mean / standardError;
  return {
    championIc: neweyWest(first, 0).mean,
    challengerIc: neweyWest(second, 0).mean,
    difference: mean,
    t,
    sessions: n,
    isPromoted: t > leadErrors,
  };
}

function knownCount(values: Float64Array): number {
  return values.reduce((n, value) => (Number.isNaN(value) ? n : n + 1), 0);
}
