import { neweyWest, overlapLag } from './newey-west.js';
import { createSpearman } from './spearman.js';
import { studentTCdf } from './student-t.js';

/**
 * What a score was worth on every session: the rank correlation across symbols between the score at
 * the close and the return that followed. Index t is session t; NaN where there was none.
 */
export interface IcBySession {
  readonly ic: Float64Array;
  /** Symbols with both a score and a forward return. */
  readonly pairs: Float64Array;
}

/** The record of a score at one horizon. */
export interface InformationCoefficient {
  /** Bars that the forward return looks ahead. */
  readonly horizon: number;
  /** Sessions with a rank IC. */
  readonly n: number;
  /** Score–return pairs behind them. */
  readonly pairs: number;
  readonly mean: number;
  /** Of the daily ICs, ddof 1. */
  readonly standardDeviation: number;
  /** Newey–West, with `lag` sessions. */
  readonly standardError: number;
  readonly lag: number;
  /** mean / standardDeviation of the daily ICs, not annualised. */
  readonly informationRatio: number;
  /** mean / standardError. */
  readonly tStatistic: number;
  /** Two-sided, Student's t with n − 1 degrees of freedom; optimistic where overlap leaves few. */
  readonly pValue: number;
  /** mean ± 1.959964 standard errors. */
  readonly lower95: number;
  readonly upper95: number;
  /** Share of the n sessions with a positive IC. */
  readonly positive: number;
}

export interface IcOptions {
  /** A session with fewer pairs has no IC. Default 10. */
  readonly minimumPairs?: number;
}

const NORMAL_975 = 1.959963984540054;

/**
 * Daily rank IC over sessions `from` up to, not including, `to`: what one worker computes of its part.
 * Matrices are date-major: the value of symbol s on session t is at `t * symbols + s`, NaN = absent.
 * Sessions outside the range are left as they are in `output`, so ranges can fill one record.
 * A session with fewer than `minimumPairs` pairs, or with a constant side, has a NaN.
 */
export function rankIcBySession(
  score: Float64Array,
  forward: Float64Array,
  symbols: number,
  range: { readonly from: number; readonly to: number },
  output: IcBySession = emptyIc(symbols === 0 ? 0 : score.length / symbols),
  options: IcOptions = {},
): IcBySession {
  const { ic, pairs } = output;
  const minimumPairs = options.minimumPairs ?? 10;
  const a = new Float64Array(symbols);
  const b = new Float64Array(symbols);
  const { correlate } = createSpearman(symbols);
  for (let t = range.from; t < range.to; t++) {
    const row = t * symbols;
    let count = 0;
    for (let s = row; s < row + symbols; s++) {
      const x = score[s];
      const y = forward[s];
      if (x !== x || y !== y) continue;
      a[count] = x;
      b[count++] = y;
    }
    pairs[t] = count;
    ic[t] = count >= minimumPairs ? correlate(a, b, count) : Number.NaN;
  }
  return output;
}

/**
 * The record of daily ICs at a horizon: their mean with a Newey–West standard error over
 * `overlapLag(sessions, horizon)` sessions, because forward returns of neighbouring sessions overlap.
 * Figures are NaN where there are too few sessions (mean: one; spread and error: two).
 * Source: Grinold & Kahn (1999), Active Portfolio Management, ch. 6; Newey & West (1987).
 */
export function summariseIc(bySession: IcBySession, horizon: number): InformationCoefficient {
  const { ic, pairs } = bySession;
  const { n, mean, standardError, lag } = neweyWest(ic, overlapLag(ic.length, horizon));
  let squares = 0;
  let positive = 0;
  let total = 0;
  for (let t = 0; t < ic.length; t++) {
    if (Number.isNaN(ic[t])) continue;
    squares += (ic[t] - mean) ** 2;
    if (ic[t] > 0) positive++;
    total += pairs[t];
  }
  const standardDeviation = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  return {
    horizon,
    n,
    pairs: total,
    mean,
    standardDeviation,
    standardError,
    lag,
    informationRatio: mean / standardDeviation,
    tStatistic: mean / standardError,
    pValue: 2 * studentTCdf(-Math.abs(mean / standardError), n - 1),
    lower95: mean - NORMAL_975 * standardError,
    upper95: mean + NORMAL_975 * standardError,
    positive: n > 0 ? positive / n : Number.NaN,
  };
}

/**
 * Mean daily rank IC of a score against the returns that followed, in one call.
 * @param score, forward date-major matrices of `sessions` x `symbols`, NaN = absent.
 * @throws when a matrix does not have `sessions * symbols` values.
 */
export function informationCoefficient(
  score: Float64Array,
  forward: Float64Array,
  sessions: number,
  symbols: number,
  horizon: number,
  options: IcOptions = {},
): InformationCoefficient {
  if (score.length !== sessions * symbols || forward.length !== sessions * symbols) {
    throw new Error(
      `informationCoefficient: matrices must hold ${sessions} x ${symbols} values, held ${score.length} and ${forward.length}`,
    );
  }
  const range = { from: 0, to: sessions };
  return summariseIc(rankIcBySession(score, forward, symbols, range, emptyIc(sessions), options), horizon);
}

function emptyIc(sessions: number): IcBySession {
  return { ic: new Float64Array(sessions).fill(Number.NaN), pairs: new Float64Array(sessions) };
}
