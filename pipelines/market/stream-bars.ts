import { type Bars, isoDate } from '../../models/bars/index.js';
import { type Database, streamDoubles } from '../store/index.js';

/** Raw bars of one symbol. */
export interface SymbolBars {
  readonly index: number;
  readonly bars: Bars;
}

const COLUMNS = 'symbol_id::DOUBLE, epoch_ms(date::TIMESTAMP)::DOUBLE, open, high, low, close, volume';

/** Up to so many symbols are looked up and sorted; beyond, all are read in their stored order and some left out. */
const MOST_SORTED = 200;

/**
 * Raw bars symbol by symbol, by symbol and date, up to the as-of date.
 * @param symbolIds only these; all symbols when undefined.
 * @param after only bars later than this time; from the first bar on when left out.
 */
export async function* streamBars(
  database: Database,
  asOf: number,
  symbolIds?: readonly number[],
  after = Number.NEGATIVE_INFINITY,
): AsyncGenerator<SymbolBars> {
  if (symbolIds?.length === 0) return;
  const wanted = symbolIds && new Set(symbolIds);
  // A long list of ids becomes a join, which does not keep the order that bars are stored in.
  const isShort = symbolIds !== undefined && symbolIds.length <= MOST_SORTED;
  const some = isShort ? `AND symbol_id IN (${symbolIds.map(Number).join(',')})` : '';
  // A few late bars come one or two from each block; sorted, they come in full blocks, in a third of the time.
  const order = isShort || Number.isFinite(after) ? 'ORDER BY symbol_id, date' : '';
  const from = Number.isFinite(after) ? isoDate(after) : '-infinity';
  const sql = `SELECT ${COLUMNS} FROM bars WHERE date <= $1::DATE AND date > $2::DATE ${some} ${order}`;
  let collector = createCollector(-1);
  for await (const { rows, columns } of streamDoubles(database, sql, [isoDate(asOf), from])) {
    const ids = columns[0];
    for (let start = 0; start < rows; ) {
      const id = ids[start];
      let end = start + 1;
      while (end < rows && ids[end] === id) end++;
      if (wanted && !wanted.has(id)) {
        start = end;
        continue;
      }
      if (id !== collector.index) {
        if (collector.index >= 0) yield collector.finish();
        collector = createCollector(id);
      }
      collector.add(columns, start, end);
      start = end;
    }
  }
  if (collector.index >= 0) yield collector.finish();
}

/** Gathers the rows of one symbol, which may span blocks, into columns of its own. */
function createCollector(index: number) {
  const parts: Float64Array[][] = [];
  let length = 0;
  return {
    index,
    add(columns: readonly Float64Array[], start: number, end: number): void {
      parts.push(columns.slice(1).map((column) => column.slice(start, end)));
      length += end - start;
    },
    finish(): SymbolBars {
      const [time, open, high, low, close, volume] = Array.from({ length: 6 }, (_, c) => {
        if (parts.length === 1) return parts[0][c];
        const joined = new Float64Array(length);
        let offset = 0;
        for (const part of parts) {
          joined.set(part[c], offset);
          offset += part[c].length;
        }
        return joined;
      });
      return { index, bars: { time, open, high, low, close, volume, interval: '1d' } };
    },
  };
}
