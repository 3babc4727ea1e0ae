import { epochDayToTime } from '../../../models/bars/index.js';
import type { Bars } from '../../../models/bars/index.js';
import type { Database } from '../../store/index.js';
import { vectorItems } from '../vector-items.js';

/** The stored bars of one symbol. The arrays are views that the next symbol overwrites. */
export interface SymbolBars {
  readonly symbolId: number;
  readonly bars: Bars;
}

const VALUES = 5;

/** Walks through the stored bars, symbol by symbol, in a stream. */
export async function* symbolBars(database: Database): AsyncGenerator<SymbolBars> {
  const result = await database.connection.stream(
    'SELECT symbol_id, date, open, high, low, close, volume FROM bars',
  );
  let columns: Float64Array[] = Array.from({ length: VALUES + 1 }, () => new Float64Array(4096));
  let count = 0;
  let symbolId = -1;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const ids = vectorItems<Int32Array>(chunk, 0).items;
    const days = vectorItems<Int32Array>(chunk, 1).items;
    const values = Array.from({ length: VALUES }, (_, k) => vectorItems<Float64Array>(chunk, 2 + k).items);
    const rows = chunk.rowCount;
    for (let start = 0; start < rows; ) {
      if (ids[start] !== symbolId) {
        if (count > 0) yield { symbolId, bars: barsOf(columns, count) };
        symbolId = ids[start];
        count = 0;
      }
      let end = start + 1;
      while (end < rows && ids[end] === symbolId) end += 1;
      if (count + end - start > columns[0].length) columns = columns.map(doubled);
      const time = columns[0];
      for (let i = start; i < end; i++) time[count + i - start] = epochDayToTime(days[i]);
      for (let k = 0; k < VALUES; k++) columns[k + 1].set(values[k].subarray(start, end), count);
      count += end - start;
      start = end;
    }
  }
  if (count > 0) yield { symbolId, bars: barsOf(columns, count) };
}

function doubled(column: Float64Array): Float64Array {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}

function barsOf(columns: readonly Float64Array[], count: number): Bars {
  const [time, open, high, low, close, volume] = columns.map((column) => column.subarray(0, count));
  return { time, open, high, low, close, volume, interval: '1d' };
}
