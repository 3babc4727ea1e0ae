import type { Database, Row } from '../store/index.js';

/** What warming achieved. `seconds_saved` counts the first use of each value, which it made cheap. */
export interface WarmingUse {
  /** By run and kind: `run_id, kind, warmed, used, bytes, seconds_spent, seconds_saved`. */
  readonly values: readonly Row[];
  /**
   * By thing that was warmed, the most asked for first: `candidate, reason, words, probability` as of the last
   * time; `times` it was computed ahead, `times_used` of these, `times_there` when the cache had it already,
   * `seconds_spent, seconds_saved`, and `last`: 'used', 'unused', 'there', or 'open' while it may still be asked for.
   */
  readonly candidates: readonly Row[];
  /** By reason: `reason, times, times_used`, without what may still be asked for. */
  readonly reasons: readonly Row[];
}

/** Last time that each value was found by somebody. */
const HITS = `hits AS (SELECT kind, key_hash, max(at_ms) AS last_ms FROM cache_trace WHERE outcome = 'hit' GROUP BY ALL)`;
/** Warmed values, and whether they have been used since. */
const WARMED = `warmed AS (
  SELECT w.*, coalesce(h.last_ms > w.at_ms, false) AS is_used
  FROM cache_warmed w LEFT JOIN hits h ON h.kind = w.kind AND h.key_hash = w.key_hash)`;
const USES = `${HITS}, ${WARMED}, uses AS (
  SELECT run_id, candidate, count(*) FILTER (is_used) AS used, coalesce(sum(cost_ms) FILTER (is_used), 0) / 1000 AS saved
  FROM warmed WHERE candidate IS NOT NULL GROUP BY ALL)`;
/** Candidates with what has become of them. What the last warming run computed may still be asked for. */
const CANDIDATES = `${USES}, candidates AS (
  SELECT c.* EXCLUDE (used, seconds_saved), coalesce(c.used, u.used, 0) AS used, coalesce(c.seconds_saved, u.saved, 0) AS seconds_saved,
    CASE WHEN computed = 0 THEN 'there' WHEN coalesce(c.used, u.used, 0) > 0 THEN 'used'
      WHEN c.run_id = (SELECT max(run_id) FROM cache_candidates) THEN 'open' ELSE 'unused' END AS fate
  FROM cache_candidates c LEFT JOIN uses u USING (run_id, candidate))`;

/** How much of what was warmed was used. */
export async function warmingUse(database: Database): Promise<WarmingUse> {
  return {
    values: await database.rows(
      `WITH ${HITS}, ${WARMED}
       SELECT run_id, kind, count(*) AS warmed, count(*) FILTER (is_used) AS used, sum(bytes) AS bytes,
         sum(cost_ms) / 1000 AS seconds_spent, coalesce(sum(cost_ms) FILTER (is_used), 0) / 1000 AS seconds_saved
       FROM warmed GROUP BY ALL ORDER BY ALL`,
    ),
    candidates: await database.rows(
      `WITH ${CANDIDATES}
       SELECT candidate, arg_max(reason, run_id) AS reason, arg_max(words, run_id) AS words,
         arg_max(probability, run_id) AS probability, count(*) FILTER (computed > 0) AS times,
         count(*) FILTER (fate = 'used') AS times_used, count(*) FILTER (fate = 'there') AS times_there,
         sum(seconds) AS seconds_spent, sum(seconds_saved) AS seconds_saved, arg_max(fate, run_id) AS last
       FROM candidates GROUP BY candidate ORDER BY times_used DESC, probability DESC, candidate`,
    ),
    reasons: await warmingByReason(database),
  };
}

/** How often what was warmed for each reason was used: `reason, times, times_used`. */
export function warmingByReason(database: Database): Promise<Row[]> {
  return database.rows(
    `WITH ${CANDIDATES}
     SELECT reason, count(*) AS times, count(*) FILTER (fate = 'used') AS times_used
     FROM candidates WHERE fate IN ('used', 'unused') GROUP BY ALL ORDER BY ALL`,
  );
}

/** Writes down what has become of the candidates before a time, and forgets their single values. */
export async function foldWarming(database: Database, beforeMs: number): Promise<void> {
  await database.run(
    `WITH ${USES}
     UPDATE cache_candidates SET used = coalesce(uses.used, 0), seconds_saved = coalesce(uses.saved, 0)
     FROM (SELECT run_id, candidate FROM cache_candidates) c LEFT JOIN uses USING (run_id, candidate)
     WHERE cache_candidates.run_id = c.run_id AND cache_candidates.candidate = c.candidate
       AND cache_candidates.used IS NULL AND at_ms < $1`,
    [beforeMs],
  );
  await database.run('DELETE FROM cache_warmed WHERE at_ms < $1', [beforeMs]);
}
