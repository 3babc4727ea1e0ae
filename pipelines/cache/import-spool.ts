import type { Database } from '../store/index.js';
import { type SpooledTrace, readSpool } from './trace-spool.js';
import { writeTrace } from './write-trace.js';
import { writeWarmed } from './write-warmed.js';

/**
 * Takes the traces that other processes left in a folder into the database, each once however often it is
 * called: a run that is there already is passed over.
 * @returns the files dealt with, to be removed once the database is published.
 */
export async function importSpool(
  database: Database,
  folder: string,
  warn: (message: string) => void,
): Promise<string[]> {
  const done: string[] = [];
  const spooled = readSpool(folder, (file) => {
    done.push(file);
    warn(`the cache trace ${file} is damaged and left out`);
  });
  const known = new Set(
    (
      await database.rows(
        `SELECT run_id FROM cache_trace UNION SELECT run_id FROM cache_days UNION SELECT run_id FROM cache_warmed
         UNION SELECT run_id FROM cache_candidates`,
      )
    ).map((row) => String(row.run_id)),
  );
  for (const one of spooled) {
    if (!known.has(one.trace.runId)) await take(database, one);
    done.push(one.file);
  }
  return done;
}

function take(database: Database, { trace, isWarming, candidate }: SpooledTrace): Promise<void> {
  return isWarming ? writeWarmed(database, trace, candidate) : writeTrace(database, trace);
}
