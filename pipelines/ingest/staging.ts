import { type DuckDBAppender, DOUBLE, DuckDBDataChunk, INTEGER } from '@duckdb/node-api';
import type { Database } from '../store/index.js';
import { type PriceRow, ROW_NUMBERS } from './price-row.js';
import { vectorItems } from './vector-items.js';

/** Accepted rows on their way in: unsorted, symbols as numbers in order of appearance. */
export interface Staging {
  add(symbol: number, file: number, row: PriceRow): void;
  /** Everything added so far is in the table `temp.staged` afterwards. */
  finish(): void;
}

/** At most this many rows fit a DuckDB data chunk. */
const CHUNK_ROWS = 2048;
const INTEGERS = 4;
const TYPES = [...Array.from({ length: INTEGERS }, () => INTEGER), ...Array.from(ROW_NUMBERS, () => DOUBLE)];

/** Creates the temporary table `staged`, which spills to disk rather than grow in memory. */
export async function createStaging(database: Database): Promise<Staging> {
  await database.run('DROP TABLE IF EXISTS temp.staged');
  await database.run(
    `CREATE TEMP TABLE staged (symbol INTEGER, day INTEGER, file INTEGER, line INTEGER,
      open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE,
      adjusted_close DOUBLE, dividend DOUBLE, split DOUBLE)`,
  );
  const appender = await database.connection.createAppender('staged', 'main', 'temp');
  const integers = Array.from({ length: INTEGERS }, () => new Int32Array(CHUNK_ROWS));
  const numbers = Array.from(ROW_NUMBERS, () => new Float64Array(CHUNK_ROWS));
  const [symbols, days, files, lines] = integers;
  const [open, high, low, close, volume, adjustedClose, dividend, split] = numbers;
  let count = 0;

  return {
    add(symbol, file, row) {
      symbols[count] = symbol;
      days[count] = row.day;
      files[count] = file;
      lines[count] = row.line;
      open[count] = row.open;
      high[count] = row.high;
      low[count] = row.low;
      close[count] = row.close;
      volume[count] = row.volume;
      adjustedClose[count] = row.adjustedClose;
      dividend[count] = row.dividend;
      split[count] = row.split;
      count += 1;
      if (count === CHUNK_ROWS) {
        appendChunk(appender, integers, numbers, count);
        count = 0;
      }
    },
    finish() {
      if (count > 0) appendChunk(appender, integers, numbers, count);
      count = 0;
      appender.flushSync();
      appender.closeSync();
    },
  };
}

function appendChunk(
  appender: DuckDBAppender,
  integers: readonly Int32Array[],
  numbers: readonly Float64Array[],
  count: number,
): void {
  const chunk = DuckDBDataChunk.create(TYPES, count);
  for (let k = 0; k < integers.length; k++) {
    const vector = vectorItems<Int32Array>(chunk, k);
    vector.items.set(count === CHUNK_ROWS ? integers[k] : integers[k].subarray(0, count));
    vector.flush();
  }
  for (let k = 0; k < numbers.length; k++) {
    const vector = vectorItems<Float64Array>(chunk, integers.length + k);
    vector.items.set(count === CHUNK_ROWS ? numbers[k] : numbers[k].subarray(0, count));
    vector.flush();
  }
  appender.appendDataChunk(chunk);
}
