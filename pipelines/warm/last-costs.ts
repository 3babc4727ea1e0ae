import type { Database } from '../store/index.js';

/** What did not fit is tried again after a week: the machine may only have been busy. */
const WINDOW_MS = 7 * 86_400_000;

/**
 * Milliseconds that seeing to each candidate, by its name, took when anything had last to be computed for it; nothing
 * of what is longer ago than a week.
 */
export async function lastCosts(database: Database, now: number): Promise<ReadonlyMap<string, number>> {
  const rows = await database.rows(
    `SELECT candidate, arg_max(seconds, at_ms) AS seconds FROM cache_candidates
     WHERE computed > 0 AND at_ms > $1 GROUP BY candidate`,
    [now - WINDOW_MS],
  );
  return new Map(rows.map(({ candidate, seconds }) => [String(candidate), 1000 * Number(seconds)]));
}
