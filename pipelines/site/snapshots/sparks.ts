import { adjustBars } from '../../../models/bars/index.js';
import { type Database, queryColumns } from '../../store/index.js';
import { significant } from './significant.js';
import { unknownColumn } from './unknown-column.js';

const SPARK_BARS = 60;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Calendar days that surely hold the bars of a spark, holidays and halts included. */
const SPARK_DAYS = 120;

export interface Sparks {
  /** The last 60 closes, split-adjusted, scaled from their lowest (A) to their highest (9). */
  readonly sparks: string[];
  /** Raw close of the last bar. */
  readonly closes: (number | null)[];
  readonly changes: (number | null)[];
}

/** Small pictures of the last closes, for the rows given as symbol id to row. */
export async function sparks(
  database: Database,
  asOf: string,
  rowOf: ReadonlyMap<number, number>,
): Promise<Sparks> {
  const bars = await queryColumns(
    database,
    `SELECT symbol_id, epoch_ms(date) AS time, close FROM bars
     WHERE date <= $1::DATE AND date > $1::DATE - ${SPARK_DAYS} ORDER BY symbol_id, date`,
    [asOf],
  );
  const actions = await database.rows(
    `SELECT symbol_id, epoch_ms(ex_date) AS time, factor FROM actions
     WHERE kind = 'split' AND ex_date <= $1::DATE AND ex_date > $1::DATE - ${SPARK_DAYS}`,
    [asOf],
  );
  const out: Sparks = {
    sparks: Array.from({ length: rowOf.size }, () => ''),
    closes: unknownColumn(rowOf.size),
    changes: unknownColumn(rowOf.size),
  };
  const ids = bars.symbol_id as number[];
  for (let start = 0, end = 0; start < ids.length; start = end) {
    while (end < ids.length && ids[end] === ids[start]) end++;
    const row = rowOf.get(ids[start]);
    if (row === undefined) continue;
    const splits = actions.filter((action) => action.symbol_id === ids[start]);
    const raw = Float64Array.from((bars.close as number[]).slice(start, end));
    const time = Float64Array.from((bars.time as number[]).slice(start, end));
    const adjusted = adjustBars(
      { time, open: raw, high: raw, low: raw, close: raw, volume: raw, interval: '1d' },
      splits.map((s) => ({ exTime: Number(s.time), kind: 'split' as const, factor: Number(s.factor) })),
      'splits',
    ).close;
    out.sparks[row] = letters(adjusted.subarray(Math.max(0, adjusted.length - SPARK_BARS)));
    out.closes[row] = raw[raw.length - 1];
    if (raw.length > 1) {
      out.changes[row] = significant(adjusted[raw.length - 1] / adjusted[raw.length - 2] - 1);
    }
  }
  return out;
}

function letters(closes: Float64Array): string {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const close of closes) {
    if (close < low) low = close;
    if (close > high) high = close;
  }
  const scale = high > low ? (LETTERS.length - 1) / (high - low) : 0;
  let text = '';
  for (const close of closes) text += LETTERS[Math.round((close - low) * scale)];
  return text;
}
