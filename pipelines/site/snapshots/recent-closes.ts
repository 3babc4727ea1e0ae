import { type Action, adjustBars } from '../../../models/bars/index.js';
import { type Database, queryColumns } from '../../store/index.js';

/** The last bars of one symbol, ascending. */
export interface RecentCloses {
  readonly time: Float64Array;
  /** As traded. */
  readonly raw: Float64Array;
  /** Adjusted for the splits within. */
  readonly close: Float64Array;
}

/**
 * Closes of the last calendar days up to the as-of date, by symbol id.
 * @param days how far back, in calendar days: take half as much again as sessions wanted, and some.
 */
export async function recentCloses(
  database: Database,
  asOf: string,
  days: number,
): Promise<ReadonlyMap<number, RecentCloses>> {
  const bars = await queryColumns(
    database,
    `SELECT symbol_id, epoch_ms(date) AS time, close FROM bars
     WHERE date <= $1::DATE AND date > $1::DATE - $2::INTEGER ORDER BY symbol_id, date`,
    [asOf, days],
  );
  const actions = await splitsSince(database, asOf, days);
  const out = new Map<number, RecentCloses>();
  const ids = bars.symbol_id as number[];
  for (let start = 0, end = 0; start < ids.length; start = end) {
    while (end < ids.length && ids[end] === ids[start]) end++;
    const time = Float64Array.from((bars.time as number[]).slice(start, end));
    const raw = Float64Array.from((bars.close as number[]).slice(start, end));
    const { close } = adjustBars(
      { time, open: raw, high: raw, low: raw, close: raw, volume: raw, interval: '1d' },
      actions.get(ids[start]) ?? [],
      'splits',
    );
    out.set(ids[start], { time, raw, close });
  }
  return out;
}

async function splitsSince(
  database: Database,
  asOf: string,
  days: number,
): Promise<ReadonlyMap<number, Action[]>> {
  const rows = await database.rows(
    `SELECT symbol_id, epoch_ms(ex_date) AS time, factor FROM actions
     WHERE kind = 'split' AND ex_date <= $1::DATE AND ex_date > $1::DATE - $2::INTEGER ORDER BY ALL`,
    [asOf, days],
  );
  const splits = new Map<number, Action[]>();
  for (const { symbol_id: id, time, factor } of rows) {
    const known = splits.get(Number(id)) ?? [];
    known.push({ exTime: Number(time), kind: 'split', factor: Number(factor) });
    splits.set(Number(id), known);
  }
  return splits;
}
