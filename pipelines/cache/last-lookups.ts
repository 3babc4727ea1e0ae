import type { Database } from '../store/index.js';

/** The last time a value of a subject was asked for, and why it was not there if it was not. */
export interface LastLookup {
  readonly kind: string;
  readonly runId: string;
  /** UTC epoch milliseconds. */
  readonly at: number;
  readonly outcome: string;
  readonly cause: string | null;
  readonly words: string;
}

const CAUSES: Readonly<Record<string, string>> = {
  cold: 'nothing had been stored for it before',
  expired: 'what was stored had outlived its time',
  evicted: 'what was stored had made room for others, or had been cleared',
  damaged: 'what was stored was damaged, and has been dropped',
  unavailable: 'the store did not answer',
};

/** The last lookup of each kind for a subject, from the record; empty when it was never asked for. */
export async function lastLookups(record: Database, subject: string): Promise<LastLookup[]> {
  const rows = await record.rows(
    `WITH own AS (SELECT t.*, r.code_version, r.data_hash FROM cache_trace t LEFT JOIN runs r USING (run_id) WHERE subject = $1),
       last AS (SELECT * FROM own QUALIFY row_number() OVER (PARTITION BY kind ORDER BY at_ms DESC, run_id DESC) = 1)
     SELECT last.kind, last.run_id, last.at_ms, last.outcome, last.cause, last.code_version, last.data_hash,
       before.run_id AS before_run, before.code_version AS before_code, before.data_hash AS before_data
     FROM last LEFT JOIN own before ON before.kind = last.kind AND before.at_ms < last.at_ms
     QUALIFY row_number() OVER (PARTITION BY last.kind ORDER BY before.at_ms DESC) = 1 ORDER BY last.kind`,
    [subject],
  );
  return rows.map((row) => {
    const cause = row.cause === null ? null : String(row.cause);
    return {
      kind: String(row.kind),
      runId: String(row.run_id),
      at: Number(row.at_ms),
      outcome: String(row.outcome),
      cause,
      words:
        cause === null
          ? 'found'
          : `missed (${cause}): ${cause === 'version' ? whatChanged(row) : (CAUSES[cause] ?? cause)}`,
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
  return 'it was stored for another scan, other prices or another version of the program';
}
