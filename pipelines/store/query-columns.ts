import type { DuckDBValue } from '@duckdb/node-api';
import type { Database, Parameters } from './database.js';

export type ColumnValue = string | number | boolean | null;

/** The result of a query as columns by name: BIGINT as number, NaN and infinities as null. */
export async function queryColumns(
  database: Database,
  sql: string,
  parameters?: Parameters,
): Promise<Record<string, ColumnValue[]>> {
  const reader = await database.connection.runAndReadAll(sql, parameters as DuckDBValue[] | undefined);
  const columns = reader.getColumnsJS();
  // A result without rows has no columns either: every name is there all the same.
  return Object.fromEntries(reader.columnNames().map((name, c) => [name, (columns[c] ?? []).map(plain)]));
}

function plain(value: unknown): ColumnValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}
