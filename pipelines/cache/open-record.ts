import { type Database, openForWriting } from '../store/index.js';
import { importSpool } from './import-spool.js';

const TABLES = [
  'cache_trace',
  'cache_days',
  'cache_sizes',
  'cache_events',
  'cache_warmed',
  'cache_candidates',
  'runs',
];

/**
 * All that is on record of the cache, in memory: that of the last published run, and the traces which other
 * commands have left since. Nothing on disk is changed.
 * @param published the database of the last run; undefined before the first.
 */
export async function openRecord(
  published: string | undefined,
  traces: string,
  warn: (message: string) => void,
): Promise<Database> {
  const record = await openForWriting(':memory:');
  try {
    if (published !== undefined) {
      // The name of a file cannot be a bound parameter: it is quoted as SQL wants it.
      await record.run(`ATTACH '${published.replaceAll("'", "''")}' AS published (READ_ONLY)`);
      const rows = await record.rows(
        `SELECT table_name FROM duckdb_tables() WHERE database_name = 'published'`,
      );
      // A run of an earlier version of the program may lack a table, or the columns that were added last.
      const present = new Set(rows.map(({ table_name: name }) => name));
      for (const table of TABLES.filter((name) => present.has(name)))
        await record.run(`INSERT INTO ${table} BY NAME SELECT * FROM published.${table}`);
    }
    await importSpool(record, traces, warn);
    return record;
  } catch (error) {
    record.close();
    throw error;
  }
}
