import { auc, brierScore, dailyIc, logLoss, rankBySession, sessionEnd } from '../../models/learning/index.js';
import type { TestRows } from './test-rows.js';

/** Figures of each session, NaN where there is none: what means and their errors are taken of. */
export interface SessionSeries {
  /** Rank correlation of score and label. */
  readonly ic: Float64Array;
  /** Of the score, for being above the session's middle. */
  readonly auc: Float64Array;
  /** Of the probability of being above the middle. */
  readonly brier: Float64Array;
  readonly logLoss: Float64Array;
  /** Mean forward return of the top less the bottom tenth of the scores. */
  readonly spread: Float64Array;
  /** Share of both tenths that is new, where they are formed again a horizon later. */
  readonly turnover: Float64Array;
}

/** Fewer rows than this make no figure worth averaging. */
const MINIMUM_ROWS = 10;

/**
 * The figures of every session under test.
 * @param sessions length of the series.
 * @param horizon sessions from one forming of the tenths to the next.
 */
export function sessionSeries(test: TestRows, sessions: number, horizon: number): SessionSeries {
  const { session, score, above, probability } = test;
  const empty = () => new Float64Array(sessions).fill(Number.NaN);
  const series: SessionSeries = {
    ic: dailyIc(score, test.label, session, sessions).ic,
    auc: empty(),
    brier: empty(),
    logLoss: empty(),
    spread: empty(),
    turnover: empty(),
  };
  const rank = rankBySession(score, session);
  let held: Set<number> | undefined;
  let due = -1;
  for (let from = 0; from < session.length; ) {
    const to = sessionEnd(session, from);
    const t = session[from];
    if (to - from >= MINIMUM_ROWS) {
      const outcome = above.subarray(from, to);
      const stated = probability.subarray(from, to);
      series.auc[t] = auc(score.subarray(from, to), outcome);
      // A session has probabilities for all of its rows, or for none.
      if (!Number.isNaN(stated[0])) {
        series.brier[t] = brierScore(stated, outcome);
        series.logLoss[t] = logLoss(stated, outcome);
      }
      series.spread[t] = topLessBottom(test.forward, rank, from, to);
      if (t >= due) {
        const now = extremes(test.symbol, rank, from, to);
        if (held && now.size > 0) series.turnover[t] = newShare(now, held);
        held = now;
        due = t + horizon;
      }
    }
    from = to;
  }
  return series;
}

/** Which tenth of its session a rank of −0.5 … 0.5 belongs to, 0 … 9. */
export function tenth(rank: number): number {
  return Math.min(9, Math.floor((rank + 0.5) * 10));
}

function topLessBottom(forward: Float64Array, rank: Float32Array, from: number, to: number): number {
  let top = 0;
  let bottom = 0;
  let tops = 0;
  let bottoms = 0;
  for (let i = from; i < to; i++) {
    const q = tenth(rank[i]);
    if (q === 9) {
      top += forward[i];
      tops++;
    } else if (q === 0) {
      bottom += forward[i];
      bottoms++;
    }
  }
  return top / tops - bottom / bottoms;
}

/** Symbols of both tenths; the sign tells them apart: a symbol that changes sides is new. */
function extremes(symbol: Int32Array, rank: Float32Array, from: number, to: number): Set<number> {
  const members = new Set<number>();
  for (let i = from; i < to; i++) {
    const q = tenth(rank[i]);
    if (q === 9) members.add(symbol[i] + 1);
    else if (q === 0) members.add(-symbol[i] - 1);
  }
  return members;
}

function newShare(now: ReadonlySet<number>, before: ReadonlySet<number>): number {
  let fresh = 0;
  for (const member of now) if (!before.has(member)) fresh++;
  return fresh / now.size;
}
