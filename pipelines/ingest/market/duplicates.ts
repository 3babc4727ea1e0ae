import { epochDayToTime, isoDate } from '../../../models/bars/index.js';
import type { Database } from '../../store/index.js';
import type { RejectionLedger } from '../rejections.js';

const DELETE_BATCH = 10_000;

/**
 * Takes repeated (symbol, day) out of the staged rows and records them: the first in order of source and
 * line stays.
 * @returns how many rows were taken out.
 */
export async function rejectDuplicates(
  database: Database,
  ledger: RejectionLedger,
  symbols: readonly string[],
  sources: readonly string[],
): Promise<number> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS
       WITH keys AS (SELECT symbol, day FROM temp.staged GROUP BY symbol, day HAVING count(*) > 1)
       SELECT symbol, day, file, line,
              first_value(file) OVER same_day AS first_file, first_value(line) OVER same_day AS first_line,
              row_number() OVER same_day AS position
       FROM temp.staged JOIN keys USING (symbol, day)
       WINDOW same_day AS (PARTITION BY symbol, day ORDER BY file, line)`,
  );
  await database.run('DELETE FROM temp.repeated WHERE position = 1');
  const [{ count }] = await database.rows('SELECT count(*) AS count FROM temp.repeated');
  for (let offset = 0; offset < Number(count); offset += DELETE_BATCH) {
    const rows = await database.rows('SELECT * FROM temp.repeated ORDER BY file, line LIMIT $1 OFFSET $2', [
      DELETE_BATCH,
      offset,
    ]);
    for (const row of rows) {
      ledger.add({
        source: sources[Number(row.file)],
        line: Number(row.line),
        symbol: symbols[Number(row.symbol)],
        date: isoDate(epochDayToTime(Number(row.day))),
        reason: 'duplicate',
        detail: `already given in ${sources[Number(row.first_file)]}, line ${row.first_line}`,
      });
    }
    await ledger.flush();
  }
  if (Number(count) > 0) {
    await database.run(
      `DELETE FROM temp.staged USING temp.repeated AS r
       WHERE staged.symbol = r.symbol AND staged.day = r.day AND staged.file = r.file AND staged.line = r.line`,
    );
  }
  await database.run('DROP TABLE temp.repeated');
  return Number(count);
}
