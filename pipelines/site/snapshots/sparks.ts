import type { Database } from '../../store/index.js';
import { recentCloses } from './recent-closes.js';
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
  const out: Sparks = {
    sparks: Array.from({ length: rowOf.size }, () => ''),
    closes: unknownColumn(rowOf.size),
    changes: unknownColumn(rowOf.size),
  };
  for (const [id, { raw, close }] of await recentCloses(database, asOf, SPARK_DAYS)) {
    const row = rowOf.get(id);
    if (row === undefined) continue;
    out.sparks[row] = letters(close.subarray(Math.max(0, close.length - SPARK_BARS)));
    out.closes[row] = raw[raw.length - 1];
    if (raw.length > 1) out.changes[row] = significant(close[raw.length - 1] / close[raw.length - 2] - 1);
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
