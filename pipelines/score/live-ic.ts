import { dailyIc } from '../../models/learning/index.js';
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
}

/**
 * Daily rank IC of stored predictions with the return of the bars that followed, first prediction of a day
 * counting. NaN and empty before any has come due.
 */
export async function liveIc(
  database: Database,
  model: { readonly name: string; readonly hash: string; readonly horizon: number },
  { symbols, inputs }: LoadedInputs,
): Promise<LiveIc> {
  const rows = await database.rows(
    `SELECT CAST(as_of AS VARCHAR) AS date, epoch_ms(as_of) AS time, symbol, arg_min(score, run_id) AS score
     FROM predictions WHERE model = $1 AND hash = $2 GROUP BY as_of, symbol ORDER BY as_of, symbol`,
    [model.name, model.hash],
  );
  const inputOf = new Map(symbols.map((symbol, k) => [symbol, inputs[k]]));
  const dates: string[] = [];
  const kept: { session: number; score: number; forward: number }[] = [];
  for (const { date, time, symbol, score } of rows) {
    const close = inputOf.get(String(symbol))?.bars;
    if (!close) continue;
    const bar = close.time.indexOf(Number(time));
    if (bar === -1 || bar + model.horizon >= close.close.length) continue;
    if (dates.at(-1) !== String(date)) dates.push(String(date));
    kept.push({
      session: dates.length - 1,
      score: Number(score),
      forward: close.close[bar + model.horizon] / close.close[bar] - 1,
    });
  }
  const { ic } = dailyIc(
    Float64Array.from(kept, ({ score }) => score),
    Float64Array.from(kept, ({ forward }) => forward),
    Int32Array.from(kept, ({ session }) => session),
    dates.length,
  );
  const { mean, standardError } = neweyWest(ic, overlapLag(ic.length, model.horizon));
  return { dates, ic, mean, stdErr: standardError };
}
