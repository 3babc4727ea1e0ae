import { type Database, openForWriting } from '../store/index.js';
import { importSpool } from './import-spool.js';

const TABLES = ['cache_trace', 'cache_days', 'cache_sizes', 'cache_events', 'cache_warmed', 'runs'];

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
      for (const table of TABLES) await record.run(`INSERT INTO ${table} SELECT * FROM published.${table}`);
    }
    await importSpool(record, traces, warn);
    return record;
  } catch (error) {
    record.close();
    throw error;
  }
}
