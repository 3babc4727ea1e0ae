import { appendColumns, type Database } from '../../store/index.js';

/**
 * Replaces the stored bars by the staged rows, sorted by symbol and date.
 * @param symbols by their number in `staged`.
 * @returns the symbols that have bars, in ASCII order: the position is the `symbol_id`.
 */
export async function writeBars(database: Database, symbols: readonly string[]): Promise<string[]> {
  const used = await database.rows('SELECT DISTINCT symbol FROM temp.staged');
  const numbers = used.map((row) => Number(row.symbol));
  const ordered = numbers.sort((a, b) => compareAscii(symbols[a], symbols[b]));
  await database.run('CREATE OR REPLACE TEMP TABLE symbol_ids (symbol INTEGER, symbol_id INTEGER)');
  await appendColumns(
    database,
    'symbol_ids',
    [
      { type: 'integer', values: ordered },
      { type: 'integer', values: ordered.map((_, id) => id) },
    ],
    ordered.length,
  );
  await database.run('DELETE FROM bars');
  await database.run(
    `INSERT INTO bars
       SELECT symbol_id, DATE '1970-01-01' + day, open, high, low, close, volume
       FROM temp.staged JOIN temp.symbol_ids USING (symbol) ORDER BY symbol_id, day`,
  );
  return ordered.map((number) => symbols[number]);
}

function compareAscii(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
