import type { MissRatioCurve } from '../../../models/cache-analysis/index.js';
import {
  cacheConfigSchema,
  type CacheLimits,
  cacheLimits,
  type CacheReport,
  cacheReport,
} from '../../cache/index.js';
import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { significant } from './significant.js';

/**
 * What the cache did and what it could do: `cache.json`. Rows are as in CacheReport (pipelines/cache/report.ts);
 * ratios are fractions. `lookups` is 0 while nothing has been asked of a cache, and all lists are empty then.
 */
export interface CacheSnapshot extends Omit<CacheReport, 'kinds'> {
  readonly lookups: number;
  /** Store of the last night: 'embedded', 'redis', 'memory' or 'none'; null when nothing is on record. */
  readonly tier: string | null;
  /** Bytes that the store may hold. */
  readonly capacityBytes: number | null;
  readonly kinds: readonly CacheKindSnapshot[];
  /** The symbols that were asked for in the most runs: `symbol, runs, hit_ratio`. */
  readonly symbols: readonly Row[];
}

/** What sizes and lives would have done for the recent accesses of one kind. */
export interface CacheKindSnapshot {
  readonly kind: string;
  readonly accesses: number;
  /** Time to live in force. */
  readonly ttlMs: number;
  /** Sizes of every curve, bytes, ascending. */
  readonly capacityBytes: readonly number[];
  /** Exact, at the time to live in force. */
  readonly missRatio: readonly (number | null)[];
  readonly costMissRatio: readonly (number | null)[];
  readonly shards: {
    readonly missRatio: readonly (number | null)[];
    readonly sampledAccesses: number;
    /** Mean absolute difference of the miss ratio from the exact curve. */
    readonly error: number | null;
  };
  /** Exact, one row for each time to live, one value for each size. */
  readonly grid: {
    readonly ttlMs: readonly number[];
    readonly missRatio: readonly (readonly (number | null)[])[];
    readonly costMissRatio: readonly (readonly (number | null)[])[];
  };
  /** Chosen on the earlier days, tried on the held-out later ones; null before there are any. Costs in ms. */
  readonly recommendation: {
    readonly capacityBytes: number;
    readonly ttlMs: number;
    readonly presentCost: number;
    readonly recommendedCost: number;
    readonly heldOutAccesses: number;
  } | null;
}

export async function cacheSnapshot(database: Database, facts: RunFacts): Promise<CacheSnapshot> {
  const limits = await storedLimits(database, facts.runId);
  const defaults = cacheLimits(cacheConfigSchema.parse({}), {});
  const { kinds, ...report } = await cacheReport(database, limits ?? defaults);
  return {
    ...report,
    lookups: report.kindByTier.reduce((sum, { accesses }) => sum + Number(accesses), 0),
    tier: limits?.tier ?? null,
    capacityBytes: limits?.capacityBytes ?? null,
    kinds: kinds.map(({ kind, accesses, ttlMs, curve, shards, grid, recommendation }) => ({
      kind,
      accesses,
      ttlMs,
      capacityBytes: [...curve.capacityBytes],
      ...plainCurve(curve),
      shards: {
        missRatio: plainCurve(shards.curve).missRatio,
        sampledAccesses: shards.sampledAccesses,
        error: significant(shards.error),
      },
      grid: {
        ttlMs: [...grid.ttlMs],
        missRatio: grid.curves.map((one) => plainCurve(one).missRatio),
        costMissRatio: grid.curves.map((one) => plainCurve(one).costMissRatio),
      },
      recommendation: recommendation ?? null,
    })),
    symbols: await database.rows(
      `SELECT subject AS symbol, count(DISTINCT run_id) AS runs, count(*) FILTER (outcome = 'hit') / count(*) AS hit_ratio
       FROM cache_trace WHERE kind = 'features' GROUP BY ALL ORDER BY runs DESC, symbol LIMIT 20`,
    ),
  };
}

/** The limits that the run was under; undefined where it was made before they were kept. */
async function storedLimits(database: Database, runId: string): Promise<CacheLimits | undefined> {
  const [row] = await database.rows('SELECT options FROM runs WHERE run_id = $1', [runId]);
  return (JSON.parse(String(row?.options ?? '{}')) as { cacheLimits?: CacheLimits }).cacheLimits;
}

function plainCurve({ missRatio, costMissRatio }: MissRatioCurve) {
  return {
    missRatio: Array.from(missRatio, (ratio) => significant(ratio)),
    costMissRatio: Array.from(costMissRatio, (ratio) => significant(ratio)),
  };
}
