import type { Database, Row } from '../store/index.js';
import { causeWords } from './cause-words.js';
import { CHANGED, SEEN } from './what-changed.js';

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
    `WITH ${SEEN}, own AS (
         SELECT * EXCLUDE (subject), CASE WHEN kind = 'scan' THEN 'all symbols at once' ELSE subject END AS subject
         FROM cache_trace
         WHERE subject = $1 OR ends_with(subject, ' on ' || $1)
           OR (kind = 'scan' AND EXISTS (SELECT 1 FROM cache_trace WHERE subject = $1))),
       last AS (
         SELECT *, lag(run_id) OVER (PARTITION BY kind, subject ORDER BY at_ms, run_id) AS before_run
         FROM own QUALIFY row_number() OVER (PARTITION BY kind, subject ORDER BY at_ms DESC, run_id DESC) = 1)
     SELECT kind, subject, last.run_id, at_ms, outcome, cause, now.night, before.night AS before_night, ${CHANGED} AS changed
     FROM last LEFT JOIN seen now ON now.run_id = last.run_id LEFT JOIN seen before ON before.run_id = last.before_run
     ORDER BY kind, subject`,
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

/** Keys are hashes of what a value depends on: what the two nights say of themselves tells which part moved. */
function whatChanged({ changed, night, before_night: before }: Row): string {
  const nights = `between night ${String(before)} and night ${String(night)}`;
  if (changed === 'program') return `the program changed ${nights}`;
  if (changed === 'prices') return `the prices changed ${nights}`;
  if (changed === 'question')
    return 'something else was asked of it: other features, another condition, another day';
  return causeWords('version');
}
