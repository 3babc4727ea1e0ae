import { epochDayToTime, isoDate } from '../../../models/bars/index.js';
import type { Database } from '../../store/index.js';
import type { Intake } from '../intake.js';
import type { RejectionLedger } from '../rejections.js';

const DELETE_BATCH = 10_000;
const VALUES = ['open', 'high', 'low', 'close', 'volume'] as const;

type Row = Awaited<ReturnType<Database['rows']>>[number];

/**
 * Takes repeated (symbol, day) out of the staged rows and records them: the first in order of source and
 * line stays. The ledger says where that is, and which of the values differ from it.
 * @returns how many rows were taken out.
 */
export async function rejectDuplicates(
  database: Database,
  ledger: RejectionLedger,
  { symbols, sources, namedByFile }: Pick<Intake, 'symbols' | 'sources' | 'namedByFile'>,
): Promise<number> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS
       WITH keys AS (SELECT symbol, day FROM temp.staged GROUP BY symbol, day HAVING count(*) > 1)
       SELECT symbol, day, file, line,
              first_value(file) OVER same_day AS first_file, first_value(line) OVER same_day AS first_line,
              concat_ws(', ', ${VALUES.map(differing).join(', ')}) AS differing,
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
        detail: detailOf(row),
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

  function detailOf({ first_file, first_line, symbol, differing }: Row): string {
    const source = sources[Number(first_file)];
    const other = differing === '' ? '' : ` with another ${differing}`;
    const merged = namedByFile.has(source)
      ? `; it has no column for the symbol, so all its rows are ${symbols[Number(symbol)]}'s (--columns symbol=NAME)`
      : '';
    return `already given in ${source}, line ${first_line}${other}${merged}`;
  }
}

/** SQL: the name of a column where its value is not that of the first row, else NULL. */
function differing(column: string): string {
  return `CASE WHEN ${column} IS DISTINCT FROM first_value(${column}) OVER same_day THEN '${column}' END`;
}
