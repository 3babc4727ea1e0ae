import type { AccessLog } from './access-log.js';
import { stackDistances } from './stack-distance.js';

/** Miss ratios of a least-recently-used cache by its size; NaN without accesses or without cost. */
export interface MissRatioCurve {
  readonly capacityBytes: Float64Array;
  readonly missRatio: Float64Array;
  /** Share of the computing cost that misses. */
  readonly costMissRatio: Float64Array;
}

/**
 * The exact curve at the given capacities, with a time to live counted from when a value was stored. An
 * expired value keeps its place until it is asked for again, so the stack is that of the untimed cache; only
 * the storing times differ between capacities, and are kept for each.
 * @param from accesses before this index fill the cache and are not counted.
 * @param distances those of `log`, where they are known already.
 */
export function missRatioCurve(
  log: AccessLog,
  capacityBytes: Float64Array,
  ttlMs: number = Number.POSITIVE_INFINITY,
  from = 0,
  distances: Float64Array = stackDistances(log),
): MissRatioCurve {
  const { object, time, cost } = log;
  const n = object.length;
  const points = capacityBytes.length;
  let objects = 0;
  for (let i = 0; i < n; i++) if (object[i] >= objects) objects = object[i] + 1;
  const storedAt = new Float64Array(objects);
  const missRatio = new Float64Array(points);
  const costMissRatio = new Float64Array(points);
  for (let p = 0; p < points; p++) {
    let misses = 0;
    let missedCost = 0;
    let totalCost = 0;
    for (let i = 0; i < n; i++) {
      const isHit = distances[i] <= capacityBytes[p] && time[i] - storedAt[object[i]] < ttlMs;
      if (!isHit) storedAt[object[i]] = time[i];
      if (i < from) continue;
      totalCost += cost[i];
      if (isHit) continue;
      misses += 1;
      missedCost += cost[i];
    }
    missRatio[p] = misses / (n - from);
    costMissRatio[p] = missedCost / totalCost;
  }
  return { capacityBytes, missRatio, costMissRatio };
}
