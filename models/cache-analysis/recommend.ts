import type { AccessLog } from './access-log.js';
import { missRatioCurve } from './miss-ratio-curve.js';

/** A size and time to live chosen on earlier accesses and judged on later ones. */
export interface CacheRecommendation {
  readonly capacityBytes: number;
  readonly ttlMs: number;
  /** Cost of the held-out accesses that missed, under the present setting and the recommended one. */
  readonly presentCost: number;
  readonly recommendedCost: number;
  readonly heldOutAccesses: number;
}

export interface RecommendOptions {
  readonly capacityBytes: Float64Array;
  readonly ttlMs: Float64Array;
  readonly present: { readonly capacityBytes: number; readonly ttlMs: number };
  /** First held-out access. */
  readonly split: number;
}

/** A smaller setting is taken when it gives up no more than this share of the cost. */
const TOLERANCE = 0.01;

/**
 * The smallest size, then the shortest life, whose cost-weighted miss ratio on the accesses before `split` is
 * within 0.01 of the best candidate; tested on the accesses from `split` on, the cache warm from before.
 * @param options candidates in ascending order.
 */
export function recommendCache(log: AccessLog, options: RecommendOptions): CacheRecommendation {
  const { split, present } = options;
  const train: AccessLog = {
    object: log.object.subarray(0, split),
    bytes: log.bytes.subarray(0, split),
    time: log.time.subarray(0, split),
    cost: log.cost.subarray(0, split),
  };
  const curves = [...options.ttlMs].map((ttlMs) => missRatioCurve(train, options.capacityBytes, ttlMs));
  const best = Math.min(...curves.flatMap((curve) => [...curve.costMissRatio]));
  let chosen = { capacityBytes: present.capacityBytes, ttlMs: present.ttlMs };
  search: for (let p = 0; p < options.capacityBytes.length; p++) {
    for (let t = 0; t < curves.length; t++) {
      if (curves[t].costMissRatio[p] > best + TOLERANCE) continue;
      chosen = { capacityBytes: options.capacityBytes[p], ttlMs: options.ttlMs[t] };
      break search;
    }
  }
  let heldOutCost = 0;
  for (let i = split; i < log.cost.length; i++) heldOutCost += log.cost[i];
  const missedCost = (setting: { capacityBytes: number; ttlMs: number }): number =>
    heldOutCost *
    missRatioCurve(log, Float64Array.of(setting.capacityBytes), setting.ttlMs, split).costMissRatio[0];
  return {
    ...chosen,
    presentCost: missedCost(present),
    recommendedCost: missedCost(chosen),
    heldOutAccesses: log.object.length - split,
  };
}
