import {
  type AccessLog,
  type CacheRecommendation,
  type MissRatioCurve,
  type MissRatioGrid,
  missRatioCurve,
  missRatioGrid,
  numberObjects,
  recommendCache,
  type ShardsEstimate,
  shards,
} from '../../models/cache-analysis/index.js';
import { type Database, queryColumns } from '../store/index.js';
import type { CacheLimits } from './cache-limits.js';
import { isCacheKind } from './kinds.js';

/** What sizes and lives would have done for one kind, from its recent accesses. */
export interface KindAnalysis {
  readonly kind: string;
  readonly accesses: number;
  /** Time to live in force. */
  readonly ttlMs: number;
  /** The exact curve at that time to live. */
  readonly curve: MissRatioCurve;
  readonly shards: ShardsEstimate;
  /** The exact curves at other times to live, for the sliders. */
  readonly grid: MissRatioGrid;
  /** Undefined before there are enough accesses to hold some out, or a day to hold out. */
  readonly recommendation: CacheRecommendation | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const CURVE_POINTS = 40;
/** Share of the objects that SHARDS samples, and how many it wants at least where that is not half of them. */
const SHARDS_RATE = 0.1;
const SHARDS_OBJECTS = 200;
const HELD_OUT_SHARE = 0.3;
/** Only so many of a kind's latest accesses are looked at: an hour of a large universe is enough. */
const MOST_ACCESSES = 100_000;
const LIVES_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS, 30 * DAY_MS];
/** Below this many accesses nothing is advised. */
export const MIN_FOR_ADVICE = 200;

/** Reads the accesses of each kind and works out their curves and the advised limits. */
export async function analyseKinds(database: Database, present: CacheLimits): Promise<KindAnalysis[]> {
  const kinds = await database.rows('SELECT DISTINCT kind FROM cache_trace ORDER BY kind');
  const found: KindAnalysis[] = [];
  for (const { kind } of kinds) {
    const name = String(kind);
    found.push(analyse(name, await loadLog(database, name), present));
  }
  return found;
}

async function loadLog(database: Database, kind: string): Promise<AccessLog> {
  const { key_hash, at_ms, bytes, cost_ms } = await queryColumns(
    database,
    `SELECT key_hash, at_ms, max(bytes) OVER (PARTITION BY key_hash) AS bytes,
       max(cost_ms) OVER (PARTITION BY key_hash) AS cost_ms
     FROM (SELECT * FROM cache_trace WHERE kind = $1 ORDER BY at_ms DESC LIMIT $2) ORDER BY at_ms`,
    [kind, MOST_ACCESSES],
  );
  return {
    object: numberObjects(key_hash.map(Number)),
    bytes: Float64Array.from(bytes, Number),
    time: Float64Array.from(at_ms, Number),
    cost: Float64Array.from(cost_ms, Number),
  };
}

function analyse(kind: string, log: AccessLog, present: CacheLimits): KindAnalysis {
  const ttlMs = isCacheKind(kind) ? present.ttlMs[kind] : Number.POSITIVE_INFINITY;
  const capacityBytes = capacities(log);
  const curve = missRatioCurve(log, capacityBytes, ttlMs);
  const accesses = log.object.length;
  const split = accesses < MIN_FOR_ADVICE ? 0 : heldOutFrom(log.time);
  return {
    kind,
    accesses,
    ttlMs,
    curve,
    shards: shards(log, curve, sampleRate(log), ttlMs),
    grid: missRatioGrid(log, capacityBytes, Float64Array.from(LIVES_MS)),
    recommendation:
      split === 0
        ? undefined
        : recommendCache(log, {
            capacityBytes,
            ttlMs: Float64Array.from(LIVES_MS),
            present: { capacityBytes: present.capacityBytes, ttlMs },
            split,
          }),
  };
}

function sampleRate({ object }: AccessLog): number {
  return Math.max(
    SHARDS_RATE,
    Math.min(0.5, SHARDS_OBJECTS / (1 + object.reduce((a, b) => Math.max(a, b), 0))),
  );
}

/** First access of the latest days that together hold about 0.3 of all; 0 where all are of one day. */
function heldOutFrom(time: Float64Array): number {
  let split = Math.floor(time.length * (1 - HELD_OUT_SHARE));
  const dayOf = (row: number): number => Math.floor(time[row] / DAY_MS);
  while (split > 0 && dayOf(split - 1) === dayOf(split)) split -= 1;
  return split;
}

/** Equal steps up to the bytes of all objects together: past it no size helps. */
function capacities(log: AccessLog): Float64Array {
  const sizes = new Map<number, number>();
  for (let i = 0; i < log.object.length; i++) sizes.set(log.object[i], log.bytes[i]);
  let total = 0;
  for (const bytes of sizes.values()) total += bytes;
  return Float64Array.from({ length: CURVE_POINTS }, (_, p) => Math.ceil((total * (p + 1)) / CURVE_POINTS));
}
