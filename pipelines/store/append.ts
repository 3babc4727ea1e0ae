import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { Database } from './database.js';

/** A column to append. Dates are epoch days. NaN in a `double` column is stored as NULL. */
export type AppendColumn =
  | { readonly type: 'double'; readonly values: ArrayLike<number> }
  | { readonly type: 'integer'; readonly values: ArrayLike<number | null> }
  | { readonly type: 'bigint'; readonly values: ArrayLike<number | null> }
  | { readonly type: 'boolean'; readonly values: ArrayLike<boolean> }
  | { readonly type: 'date'; readonly values: ArrayLike<number | null> }
  | { readonly type: 'text'; readonly values: ArrayLike<string | null> };

const CHUNK_ROWS = 2048;
const TYPES: Readonly<Record<AppendColumn['type'], DuckDBType>> = {
  double: DOUBLE,
  integer: INTEGER,
  bigint: BIGINT,
  boolean: BOOLEAN,
  date: DATE,
  text: VARCHAR,
};

/**
 * Appends columns to a table, in the table's own column order: the fast way in (about 2 M rows/s).
 * @param rows number of rows to take from the head of every column.
 */
export async function appendColumns(
  database: Database,
  table: string,
  columns: readonly AppendColumn[],
  rows: number,
): Promise<void> {
  const appender = await database.connection.createAppender(table);
  const types = columns.map((column) => TYPES[column.type]);
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - start);
    const chunk = DuckDBDataChunk.create(types, count);
    for (let c = 0; c < columns.length; c++) chunk.setColumnValues(c, chunkValues(columns[c], start, count));
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}

type ChunkValue = number | bigint | string | boolean | DuckDBDateValue | null;

function chunkValues(column: AppendColumn, start: number, count: number): ChunkValue[] {
  const out: ChunkValue[] = [];
  const { type, values } = column;
  for (let i = start; i < start + count; i++) {
    const value = values[i];
    if (value === null || value === undefined) out.push(null);
    else if (type === 'double') out.push(Number.isNaN(value) ? null : (value as number));
    else if (type === 'bigint') out.push(BigInt(value as number));
    else if (type === 'date') out.push(new DuckDBDateValue(value as number));
    else out.push(value as ChunkValue);
  }
  return out;
}
