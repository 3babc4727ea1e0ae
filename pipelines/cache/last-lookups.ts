import type { Database } from '../store/index.js';
import { causeWords } from './cause-words.js';

/** The last time a value of a subject was asked for, and why it was not there if it was not. */
export interface LastLookup {
  readonly kind: string;
  /** The symbol, what was done with it alone, or 'all symbols at once' that it was part of. */
  readonly subject: string;
  readonly runId: string;
  /** UTC epoch milliseconds. */
  readonly at: number;
  readonly outcome: string;
  readonly cause: string | null;
  readonly words: string;
}

/**
 * The last lookup of each kind for a symbol, from the record; empty when it was never asked for. A scan that
 * was found as a whole did not ask for its symbols one by one: that lookup is among them.
 */
export async function lastLookups(record: Database, symbol: string): Promise<LastLookup[]> {
  const rows = await record.rows(
    `WITH own AS (
         SELECT t.* EXCLUDE (subject), CASE WHEN kind = 'scan' THEN 'all symbols at once' ELSE subject END AS subject, r.code_version, r.data_hash
         FROM cache_trace t LEFT JOIN runs r USING (run_id)
         WHERE subject = $1 OR ends_with(subject, ' on ' || $1)
           OR (kind = 'scan' AND EXISTS (SELECT 1 FROM cache_trace WHERE subject = $1))),
       last AS (SELECT * FROM own QUALIFY row_number() OVER (PARTITION BY kind, subject ORDER BY at_ms DESC, run_id DESC) = 1)
     SELECT last.kind, last.subject, last.run_id, last.at_ms, last.outcome, last.cause, last.code_version, last.data_hash,
       before.run_id AS before_run, before.code_version AS before_code, before.data_hash AS before_data
     FROM last LEFT JOIN own before ON before.kind = last.kind AND before.subject = last.subject AND before.at_ms < last.at_ms
     QUALIFY row_number() OVER (PARTITION BY last.kind, last.subject ORDER BY before.at_ms DESC) = 1 ORDER BY last.kind, last.subject`,
    [symbol],
  );
  return rows.map((row) => {
    const cause = row.cause === null ? null : String(row.cause);
    return {
      kind: String(row.kind),
      subject: String(row.subject),
      runId: String(row.run_id),
      at: Number(row.at_ms),
      outcome: String(row.outcome),
      cause,
      words:
        cause === null
          ? 'found'
          : `missed (${cause}): ${cause === 'version' ? whatChanged(row) : causeWords(cause)}`,
    };
  });
}

/** Keys are hashes of what a value depends on: what the two runs say of themselves tells which part moved. */
function whatChanged(row: Readonly<Record<string, unknown>>): string {
  const { before_run: before, run_id: run } = row;
  const isNightly = row.code_version !== null && row.before_code !== null;
  if (isNightly && row.code_version !== row.before_code)
    return `the program changed between run ${String(before)} (code ${String(row.before_code)}) and run ${String(run)} (code ${String(row.code_version)})`;
  if (isNightly && row.data_hash !== row.before_data)
    return `the prices changed between run ${String(before)} and run ${String(run)}`;
  if (isNightly)
    return `the features or the scans of the config changed between run ${String(before)} and run ${String(run)}`;
  return causeWords('version');
}
