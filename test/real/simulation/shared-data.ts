import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Bars } from '../../../models/bars/index.js';

/** Folder of the shared reference data; the tests that need it are skipped where it is missing. */
export const SHARED = process.env.TECHNIC_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
export const hasShared = existsSync(`${SHARED}/data/expected/trades.csv`);

/** Rows of a query over the shared files, in memory. */
export async function queryShared(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql.replaceAll('{data}', `${SHARED}/data`));
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Bars of symbols of the MAIN daily set, rows with a missing price dropped as `expected/README.md` says. */
export async function mainBars(symbols?: readonly string[]): Promise<Map<string, Bars>> {
  const wanted = symbols === undefined ? '' : `and symbol in (${symbols.map((s) => `'${s}'`).join(', ')})`;
  const rows = await queryShared(`
    select symbol, list(epoch_ms(date::timestamp)::double order by date) as time,
      list(open order by date) as open, list(high order by date) as high, list(low order by date) as low,
      list(close order by date) as close, list(coalesce(volume, 0)::double order by date) as volume
    from '{data}/us_sp500_5yr/all_stocks_5yr.parquet'
    where open is not null and high is not null and low is not null and close is not null ${wanted}
    group by symbol order by symbol`);
  return new Map(
    rows.map((row) => [
      String(row.symbol),
      {
        time: Float64Array.from(row.time as number[]),
        open: Float64Array.from(row.open as number[]),
        high: Float64Array.from(row.high as number[]),
        low: Float64Array.from(row.low as number[]),
        close: Float64Array.from(row.close as number[]),
        volume: Float64Array.from(row.volume as number[]),
        interval: '1d',
      },
    ]),
  );
}
