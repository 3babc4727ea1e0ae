/** Why what is stored for a symbol is not what is asked for now. */
export type Changed = 'program' | 'prices' | 'question';

/**
 * SQL: of each run the night whose prices it saw, `seen (run_id, night, code_version, data_hash)`: a nightly's own, or
 * for what was asked by hand the last one published before it.
 */
export const SEEN = `seen AS (
  SELECT asked.run_id, arg_max(n.run_id, n.finished_at) AS night, arg_max(n.code_version, n.finished_at) AS code_version,
    arg_max(n.data_hash, n.finished_at) AS data_hash
  FROM (SELECT run_id, min(at_ms) AS at_ms FROM cache_trace GROUP BY ALL
        UNION SELECT run_id, NULL FROM runs) asked
  JOIN runs n ON n.run_id = asked.run_id OR (epoch_ms(n.finished_at) <= asked.at_ms
    AND asked.run_id NOT IN (SELECT run_id FROM runs))
  GROUP BY asked.run_id)`;

/**
 * SQL: `Changed` between two rows of `seen`; null where one of them is not known. What neither the program nor the
 * prices explain was asked otherwise: other features, another condition, another day.
 */
export const CHANGED = `CASE WHEN now.code_version <> before.code_version THEN 'program'
  WHEN now.data_hash <> before.data_hash THEN 'prices' WHEN now.night IS NOT NULL AND before.night IS NOT NULL THEN 'question' END`;
