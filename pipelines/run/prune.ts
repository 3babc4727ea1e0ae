import type { Database } from '../store/index.js';

/** Runs whose bulk is kept; results, matches, signals and outcomes stay for ever. */
const KEPT_RUNS = 30;

/**
 * Deletes the bulk of old runs: feature values, contributions, factor sheets and figures of strategies, which a night
 * with --as-of computes again to the last bit. Without this a database of 5,000 symbols would grow by 200,000 rows a night.
 */
export async function pruneRuns(database: Database): Promise<void> {
  const [oldest] = await database.rows(
    'SELECT min(run_id) AS run_id FROM (SELECT run_id FROM runs ORDER BY run_id DESC LIMIT $1)',
    [KEPT_RUNS],
  );
  if (!oldest?.run_id) return;
  for (const table of [
    'feature_values',
    'contributions',
    'features',
    'factor_slices',
    'factor_turnover',
    'strategy_figures',
  ]) {
    await database.run(`DELETE FROM ${table} WHERE run_id < $1`, [oldest.run_id]);
  }
}
