import {
  type AccessLog,
  type CacheRecommendation,
  type MissRatioCurve,
  missRatioCurve,
  numberObjects,
  recommendCache,
  type ShardsEstimate,
  shards,
} from '../../models/cache-analysis/index.js';
import type { Database, Row } from '../store/index.js';

/** Everything the Cache page shows, from the trace tables. Ratios are fractions, times as named. */
export interface CacheReport {
  readonly nights: Row[];
  readonly kindByAge: Row[];
  readonly causes: Row[];
  readonly latencies: Row[];
  readonly sizes: Row[];
  readonly remainingLife: Row[];
  readonly ageAtMiss: Row[];
  readonly worstHours: Row[];
  readonly worstRuns: Row[];
  readonly events: Row[];
  readonly warming: Row[];
  readonly kinds: readonly KindAnalysis[];
  readonly advice: readonly string[];
}

export interface KindAnalysis {
  readonly kind: string;
  readonly accesses: number;
  readonly curve: MissRatioCurve;
  readonly shards: ShardsEstimate;
  /** Undefined before there are enough accesses to hold some out. */
  readonly recommendation: CacheRecommendation | undefined;
}

const DAY_MS = 86_400_000;
const CURVE_POINTS = 40;
const SHARDS_RATE = 0.1;
const MIN_FOR_ADVICE = 200;
const HIT = `count(*) FILTER (outcome = 'hit')`;
const COST_RATIO = `sum(cost_ms) FILTER (outcome = 'hit') / nullif(sum(cost_ms), 0)`;
const AGE = `CASE WHEN age_ms IS NULL THEN 'never stored' WHEN age_ms < 3600000 THEN 'under 1 hour'
  WHEN age_ms < 86400000 THEN 'under 1 day' WHEN age_ms < 604800000 THEN 'under 7 days' ELSE '7 days and more' END`;

/**
 * Reads the trace and analyses it.
 * @param present limits in force, which recommendations are compared with.
 */
export async function cacheReport(
  database: Database,
  present: { readonly capacityBytes: number; readonly ttlMs: (kind: string) => number },
): Promise<CacheReport> {
  const ratios = `count(*) AS accesses, ${HIT} / count(*) AS hit_ratio, ${COST_RATIO} AS cost_hit_ratio,
    coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / 1000 AS seconds_saved`;
  const distribution = (column: string, outcome: string) =>
    database.rows(
      `SELECT kind, floor(log2(greatest(${column}, 1000))) AS log2_ms, count(*) AS accesses
       FROM cache_trace WHERE outcome = $1 AND ${column} IS NOT NULL GROUP BY ALL ORDER BY ALL`,
      [outcome],
    );
  const kinds = await analyseKinds(database, present);
  return {
    nights: await database.rows(
      `WITH nights AS (
         SELECT day, run_id, kind, outcome, accesses, cost_ms FROM cache_days
         UNION ALL SELECT CAST(epoch_ms(at_ms) AS DATE), run_id, kind, outcome, 1, cost_ms FROM cache_trace)
       SELECT day, run_id, kind, sum(accesses) AS accesses,
         coalesce(sum(accesses) FILTER (outcome = 'hit'), 0) / sum(accesses) AS hit_ratio, ${COST_RATIO} AS cost_hit_ratio,
         coalesce(sum(cost_ms) FILTER (outcome = 'hit'), 0) / 1000 AS seconds_saved
       FROM nights GROUP BY ALL ORDER BY ALL`,
    ),
    kindByAge: await database.rows(
      `SELECT kind, ${AGE} AS age, ${ratios} FROM cache_trace GROUP BY ALL ORDER BY ALL`,
    ),
    causes: await database.rows(
      `SELECT kind, coalesce(cause, 'hit') AS cause, count(*) AS accesses, sum(cost_ms) / 1000 AS cost_seconds
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
      `SELECT strftime(date_trunc('hour', epoch_ms(at_ms)), '%Y-%m-%d %H:00') AS hour, ${ratios}
       FROM cache_trace GROUP BY ALL ORDER BY hit_ratio, hour LIMIT 5`,
    ),
    worstRuns: await database.rows(
      `SELECT run_id, ${ratios} FROM cache_trace GROUP BY ALL ORDER BY hit_ratio, run_id LIMIT 5`,
    ),
    events: await database.rows('SELECT run_id, tier, event, detail, count FROM cache_events ORDER BY at_ms'),
    warming: await database.rows(
      `SELECT run_id, kind, count(*) AS warmed, count(*) FILTER (used) AS used, sum(bytes) AS bytes,
         sum(cost_ms) / 1000 AS seconds_spent, coalesce(sum(cost_ms) FILTER (used), 0) / 1000 AS seconds_saved
       FROM (SELECT w.*, EXISTS (SELECT 1 FROM cache_trace t WHERE t.kind = w.kind AND t.key_hash = w.key_hash
         AND t.outcome = 'hit' AND t.at_ms > w.at_ms) AS used FROM cache_warmed w) GROUP BY ALL ORDER BY ALL`,
    ),
    kinds,
    advice: kinds.map(adviceFor),
  };
}

async function analyseKinds(
  database: Database,
  present: { readonly capacityBytes: number; readonly ttlMs: (kind: string) => number },
): Promise<KindAnalysis[]> {
  const rows = await database.rows(
    `SELECT kind, key_hash, at_ms, max(bytes) OVER (PARTITION BY kind, key_hash) AS bytes,
       max(cost_ms) OVER (PARTITION BY kind, key_hash) AS cost_ms
     FROM cache_trace ORDER BY kind, at_ms`,
  );
  const out: KindAnalysis[] = [];
  for (const kind of new Set(rows.map((row) => String(row.kind)))) {
    const own = rows.filter((row) => row.kind === kind);
    const log: AccessLog = {
      object: numberObjects(own.map((row) => Number(row.key_hash))),
      bytes: Float64Array.from(own, (row) => Number(row.bytes)),
      time: Float64Array.from(own, (row) => Number(row.at_ms)),
      cost: Float64Array.from(own, (row) => Number(row.cost_ms)),
    };
    const ttlMs = present.ttlMs(kind);
    const capacityBytes = capacities(log);
    const curve = missRatioCurve(log, capacityBytes, ttlMs);
    const split = Math.floor(own.length * 0.7);
    const recommendation =
      own.length < MIN_FOR_ADVICE
        ? undefined
        : recommendCache(log, {
            capacityBytes,
            ttlMs: Float64Array.of(DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 30 * DAY_MS),
            present: { capacityBytes: present.capacityBytes, ttlMs },
            split,
          });
    const sampled = shards(log, curve, SHARDS_RATE, ttlMs);
    out.push({ kind, accesses: own.length, curve, shards: sampled, recommendation });
  }
  return out;
}

/** Equal steps up to the bytes of all objects together: past it no size helps. */
function capacities(log: AccessLog): Float64Array {
  const sizes = new Map<number, number>();
  for (let i = 0; i < log.object.length; i++) sizes.set(log.object[i], log.bytes[i]);
  let total = 0;
  for (const bytes of sizes.values()) total += bytes;
  return Float64Array.from({ length: CURVE_POINTS }, (_, p) => Math.ceil((total * (p + 1)) / CURVE_POINTS));
}

function adviceFor({ kind, accesses, recommendation }: KindAnalysis): string {
  if (recommendation === undefined) {
    return `${kind}: too few accesses (${accesses}) to advise; at least ${MIN_FOR_ADVICE} are needed.`;
  }
  const { capacityBytes, ttlMs, presentCost, recommendedCost, heldOutAccesses } = recommendation;
  const savedS = (presentCost - recommendedCost) / 1000;
  const effect =
    savedS >= 0
      ? `saved ${savedS.toFixed(1)} s more`
      : `cost ${(-savedS).toFixed(1)} s more, so do not change it,`;
  return `${kind}: ${(capacityBytes / 2 ** 20).toFixed(1)} MiB kept for ${ttlMs / DAY_MS} days would have ${effect} on ${heldOutAccesses} held-out lookups.`;
}
