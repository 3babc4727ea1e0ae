import { appendColumns, type Database } from '../store/index.js';
import type { KindSize } from './backends/backend.js';
import type { Cache } from './cache.js';
import { CACHE_KINDS } from './kinds.js';
import { CACHE_TIERS, MISS_CAUSES, type Trace } from './trace.js';
import { foldWarming } from './warming-use.js';

/** Appends a run's accesses to `cache_trace`. */
export async function writeTrace(database: Database, trace: Trace): Promise<void> {
  const { rows } = trace;
  if (rows === 0) return;
  const text = (value: (row: number) => string | null) =>
    ({ type: 'text', values: Array.from({ length: rows }, (_, row) => value(row)) }) as const;
  await appendColumns(
    database,
    'cache_trace',
    [
      text(() => trace.runId),
      { type: 'bigint', values: trace.at.map(Math.round) },
      text((row) => CACHE_KINDS[trace.kind[row]]),
      text((row) => trace.subject[row]),
      { type: 'bigint', values: trace.keyHash },
      text((row) => (trace.cause[row] < 0 ? 'hit' : 'miss')),
      text((row) => MISS_CAUSES[trace.cause[row]] ?? null),
      text((row) => CACHE_TIERS[trace.tier[row]]),
      { type: 'bigint', values: trace.bytes },
      { type: 'double', values: trace.latencyUs },
      { type: 'double', values: trace.costMs },
      { type: 'double', values: trace.ageMs },
      { type: 'double', values: trace.remainingMs },
    ],
    rows,
  );
}

/** Records the cache's own trouble and what it holds at the end of a run. Best called last, before `close`. */
export async function writeCacheState(
  database: Database,
  cache: Cache,
  runId: string,
  nowMs: number,
): Promise<void> {
  for (const { tier, event, detail, firstAt, count } of cache.events()) {
    await database.run('INSERT INTO cache_events VALUES ($1, $2, $3, $4, $5, $6)', [
      runId,
      Math.round(firstAt),
      tier,
      event,
      detail,
      count,
    ]);
  }
  for (const { kind, entries, bytes } of await measureSizes(cache)) {
    const row = [runId, Math.round(nowMs), cache.tier, kind, entries, bytes];
    await database.run('INSERT INTO cache_sizes VALUES ($1, $2, $3, $4, $5, $6)', row);
  }
}

/** Entries and bytes held by kind; empty when the store does not answer. */
export async function measureSizes(cache: Cache): Promise<readonly KindSize[]> {
  try {
    return (await cache.backend?.measure()) ?? [];
  } catch {
    // The store has gone; the cache's events already say so, and half a count would mislead.
    return [];
  }
}

/**
 * Folds the accesses before a time into one row per day, run, kind, tier, outcome and cause.
 * @param beforeMs UTC epoch milliseconds; whole UTC days before it are folded.
 */
export async function compactTrace(database: Database, beforeMs: number): Promise<void> {
  const before = Math.floor(beforeMs / 86_400_000) * 86_400_000;
  await database.run('BEGIN');
  try {
    await database.run(
      `INSERT INTO cache_days
       SELECT CAST(epoch_ms(at_ms) AS DATE), run_id, kind, tier, outcome, cause, count(*), sum(bytes), sum(cost_ms),
              quantile_cont(latency_us, 0.5), quantile_cont(latency_us, 0.95), quantile_cont(latency_us, 0.99),
              avg(age_ms), avg(remaining_ms)
       FROM cache_trace WHERE at_ms < $1 GROUP BY ALL`,
      [before],
    );
    await foldWarming(database, before);
    await database.run('DELETE FROM cache_trace WHERE at_ms < $1', [before]);
    await database.run('COMMIT');
  } catch (error) {
    await database.run('ROLLBACK');
    throw error;
  }
}
