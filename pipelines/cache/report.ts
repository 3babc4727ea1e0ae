import type { Database, Row } from '../store/index.js';
import { cacheAdvice } from './advice.js';
import { analyseKinds, type KindAnalysis } from './analyse-kinds.js';
import type { CacheLimits } from './cache-limits.js';
import { type WarmingUse, warmingUse } from './warming-use.js';
import { CHANGED, SEEN } from './what-changed.js';

/** Everything the Cache page shows, from the trace tables. Ratios are fractions, times as named. */
export interface CacheReport {
  /** By day, run and kind, all that is on record: `origin` ('nightly' or 'by hand'), `accesses, hit_ratio,
   * cost_hit_ratio, cost_seconds` (hits and misses), `seconds_saved`. */
  readonly nights: readonly Row[];
  /** All that is on record: `kind, tier, accesses, hits, bytes_read, bytes_written, hit_ratio, cost_hit_ratio, seconds_saved`. */
  readonly kindByTier: readonly Row[];
  /** Recent accesses, by the age of what was stored last: `kind, age, accesses, hit_ratio …`. */
  readonly kindByAge: readonly Row[];
  /** `kind, cause` ('hit' among them), `changed` (of the cause version: 'program', 'prices' or 'question',
   * null where that is not known), `accesses, cost_seconds`: the steps of a waterfall. */
  readonly causes: readonly Row[];
  /** Recent: `tier, outcome, accesses, p50_us, p95_us, p99_us, max_us`. */
  readonly latencies: readonly Row[];
  /** Recent, in classes from 2^`log2_us` up: `tier, outcome, log2_us, accesses`. */
  readonly latencyClasses: readonly Row[];
  /** At the end of each night: `run_id, kind, tier, entries, bytes`. */
  readonly sizes: readonly Row[];
  /** Recent hits in classes from 2^`log2_ms` up: `kind, log2_ms, accesses`. */
  readonly remainingLife: readonly Row[];
  /** Recent misses of what had been stored before, likewise. */
  readonly ageAtMiss: readonly Row[];
  /** The hours and the runs that had to compute the most: `hour` or `run_id, origin`, `accesses, hit_ratio,
   * cost_hit_ratio, seconds_saved, seconds_spent, p99_us` (of a lookup). */
  readonly worstHours: readonly Row[];
  readonly worstRuns: readonly Row[];
  /** Trouble of the cache itself: `run_id, tier, event, detail, count`. */
  readonly events: readonly Row[];
  readonly warming: WarmingUse;
  readonly kinds: readonly KindAnalysis[];
  /** What to change, in words: the gist first. */
  readonly advice: readonly string[];
  /** The change as a section of the config; null where nothing is to be changed. */
  readonly settings: string | null;
}

const HIT = `count(*) FILTER (outcome = 'hit')`;
const COST_RATIO = `coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / nullif(sum(cost_ms), 0)`;
/** Folded days and single accesses as one. */
const ALL_DAYS = `nights AS (
  SELECT day, run_id, kind, tier, outcome, cause, accesses, bytes, cost_ms FROM cache_days
  UNION ALL
  SELECT CAST(epoch_ms(at_ms) AS DATE), run_id, kind, tier, outcome, cause, 1, bytes, cost_ms FROM cache_trace)`;
const AGE = `CASE WHEN age_ms IS NULL THEN 'never stored' WHEN age_ms < 3600000 THEN 'under 1 hour'
  WHEN age_ms < 86400000 THEN 'under 1 day' WHEN age_ms < 604800000 THEN 'under 7 days' ELSE '7 days and more' END`;

const ORIGIN = `CASE WHEN run_id IN (SELECT run_id FROM runs) THEN 'nightly' ELSE 'by hand' END AS origin`;
/** Each miss with what asked for the same before; of folded days, the night before. */
const ASKED = `asked AS (
  SELECT kind, cause, run_id, lag(run_id) OVER (PARTITION BY kind, subject ORDER BY at_ms, run_id) AS before_run, 1 AS accesses, cost_ms
  FROM cache_trace
  UNION ALL
  SELECT kind, cause, run_id, before_run, accesses, cost_ms
  FROM cache_days LEFT JOIN (SELECT run_id, lag(run_id) OVER (ORDER BY finished_at, run_id) AS before_run FROM runs) USING (run_id))`;
const SPENT = `coalesce(sum(cost_ms) FILTER (outcome = 'miss'), 0) / 1000 AS seconds_spent`;

/**
 * Reads the trace and analyses it.
 * @param present limits in force, which recommendations are compared with.
 */
export async function cacheReport(database: Database, present: CacheLimits): Promise<CacheReport> {
  const ratios = `count(*) AS accesses, ${HIT} / count(*) AS hit_ratio, ${COST_RATIO} AS cost_hit_ratio,
    coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / 1000 AS seconds_saved`;
  const distribution = (column: string, outcome: string) =>
    database.rows(
      `SELECT kind, floor(log2(greatest(${column}, 1000))) AS log2_ms, count(*) AS accesses
       FROM cache_trace WHERE outcome = $1 AND ${column} IS NOT NULL GROUP BY ALL ORDER BY ALL`,
      [outcome],
    );
  const kinds = await analyseKinds(database, present);
  const advice = cacheAdvice(kinds, present);
  return {
    kindByTier: await database.rows(
      `WITH ${ALL_DAYS}
       SELECT kind, tier, sum(accesses) AS accesses,
         coalesce(sum(accesses) FILTER (outcome = 'hit'), 0) AS hits,
         coalesce(sum(bytes) FILTER (outcome = 'hit'), 0) AS bytes_read,
         coalesce(sum(bytes) FILTER (outcome = 'miss'), 0) AS bytes_written,
         coalesce(sum(accesses) FILTER (outcome = 'hit'), 0) / sum(accesses) AS hit_ratio, ${COST_RATIO} AS cost_hit_ratio,
         coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / 1000 AS seconds_saved
       FROM nights GROUP BY ALL ORDER BY ALL`,
    ),
    nights: await database.rows(
      `WITH ${ALL_DAYS}
       SELECT CAST(day AS VARCHAR) AS day, run_id, ${ORIGIN}, kind, sum(accesses) AS accesses,
         sum(cost_ms) / 1000 AS cost_seconds,
         coalesce(sum(accesses) FILTER (outcome = 'hit'), 0) / sum(accesses) AS hit_ratio, ${COST_RATIO} AS cost_hit_ratio,
         coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / 1000 AS seconds_saved
       FROM nights GROUP BY ALL ORDER BY ALL`,
    ),
    kindByAge: await database.rows(
      `SELECT kind, ${AGE} AS age, ${ratios} FROM cache_trace GROUP BY ALL ORDER BY ALL`,
    ),
    causes: await database.rows(
      `WITH ${SEEN}, ${ASKED}
       SELECT kind, coalesce(cause, 'hit') AS cause, CASE WHEN cause = 'version' THEN ${CHANGED} END AS changed,
         sum(accesses) AS accesses, sum(cost_ms) / 1000 AS cost_seconds
       FROM asked LEFT JOIN seen now ON now.run_id = asked.run_id LEFT JOIN seen before ON before.run_id = asked.before_run
       GROUP BY ALL ORDER BY ALL`,
    ),
    latencyClasses: await database.rows(
      `SELECT tier, outcome, floor(log2(greatest(latency_us, 0.125))) AS log2_us, count(*) AS accesses
       FROM cache_trace GROUP BY ALL ORDER BY ALL`,
    ),
    latencies: await database.rows(
      `SELECT tier, outcome, count(*) AS accesses, quantile_cont(latency_us, 0.5) AS p50_us,
         quantile_cont(latency_us, 0.95) AS p95_us, quantile_cont(latency_us, 0.99) AS p99_us, max(latency_us) AS max_us
       FROM cache_trace GROUP BY ALL ORDER BY ALL`,
    ),
    sizes: await database.rows(
      `SELECT run_id, kind, tier, entries, bytes FROM cache_sizes ORDER BY at_ms, kind`,
    ),
    remainingLife: await distribution('remaining_ms', 'hit'),
    ageAtMiss: await distribution('age_ms', 'miss'),
    worstHours: await database.rows(
      `SELECT strftime(date_trunc('hour', epoch_ms(at_ms)), '%Y-%m-%d %H:00') AS hour, ${ratios},
         ${SPENT}, quantile_cont(latency_us, 0.99) AS p99_us
       FROM cache_trace GROUP BY ALL ORDER BY seconds_spent DESC, hour LIMIT 5`,
    ),
    worstRuns: await database.rows(
      `SELECT run_id, ${ORIGIN}, ${ratios}, ${SPENT}, quantile_cont(latency_us, 0.99) AS p99_us
       FROM cache_trace GROUP BY ALL ORDER BY seconds_spent DESC, run_id LIMIT 5`,
    ),
    events: await database.rows('SELECT run_id, tier, event, detail, count FROM cache_events ORDER BY at_ms'),
    warming: await warmingUse(database),
    kinds,
    advice: advice.words,
    settings: advice.settings,
  };
}
