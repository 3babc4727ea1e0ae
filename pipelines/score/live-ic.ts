import { dailyIc, rankBySession } from '../../models/learning/index.js';
import { neweyWest, overlapLag } from '../../models/statistics/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import type { Database } from '../store/index.js';

/** The record that a model made for itself, night by night, on days it had not seen. */
export interface LiveIc {
  /** ISO dates whose outcome is known, and the rank IC on each. */
  readonly dates: readonly string[];
  readonly ic: Float64Array;
  readonly mean: number;
  readonly stdErr: number;
  /** Of the last 63 of these days: probabilities that were stated, and 1 where the symbol came out above the middle. */
  readonly probability: Float64Array;
  readonly above: Float64Array;
}

interface DueRow {
  readonly session: number;
  readonly score: number;
  readonly probability: number;
  readonly forward: number;
}

const QUARTER = 63;

/**
 * Daily rank IC of stored predictions with the return of the bars that followed, first prediction of a day
 * counting. NaN and empty before any has come due.
 */
export async function liveIc(
  database: Database,
  model: { readonly name: string; readonly hash: string; readonly horizon: number },
  { market, symbols, inputs }: LoadedInputs,
): Promise<LiveIc> {
  const rows = await database.rows(
    `SELECT CAST(as_of AS VARCHAR) AS date, epoch_ms(as_of) AS time, symbol, arg_min(score, run_id) AS score,
       arg_min(probability, run_id) AS probability
     FROM predictions WHERE model = $1 AND hash = $2 GROUP BY as_of, symbol ORDER BY as_of, symbol`,
    [model.name, model.hash],
  );
  const inputOf = new Map(symbols.map((symbol, k) => [symbol, inputs[k]]));
  const dates: string[] = [];
  const due: DueRow[] = [];
  for (const { date, time, symbol, score, probability } of rows) {
    const close = inputOf.get(String(symbol))?.bars;
    if (!close) continue;
    const bar = close.time.indexOf(Number(time));
    if (bar === -1 || bar + model.horizon >= close.close.length) continue;
    if (dates.at(-1) !== String(date)) dates.push(String(date));
    due.push({
      session: dates.length - 1,
      score: Number(score),
      probability: probability === null ? Number.NaN : Number(probability),
      forward: close.close[bar + model.horizon] / close.close[bar] - 1,
    });
  }
  const session = Int32Array.from(due, (row) => row.session);
  const forward = Float64Array.from(due, (row) => row.forward);
  const { ic } = dailyIc(
    Float64Array.from(due, (row) => row.score),
    forward,
    session,
    dates.length,
  );
  const { mean, standardError } = neweyWest(ic, overlapLag(market.sessions.length, model.horizon));
  const rank = rankBySession(forward, session);
  const stated = [...due.keys()].filter(
    (row) => session[row] >= dates.length - QUARTER && !Number.isNaN(due[row].probability),
  );
  return {
    dates,
    ic,
    mean,
    stdErr: standardError,
    probability: Float64Array.from(stated, (row) => due[row].probability),
    above: Float64Array.from(stated, (row) => (rank[row] > 0 ? 1 : 0)),
  };
}
