import type { AccessLog } from './access-log.js';
import { type MissRatioCurve, missRatioCurve } from './miss-ratio-curve.js';
import { stackDistances } from './stack-distance.js';

/** Exact miss-ratio curves over sizes, one for each time to live. */
export interface MissRatioGrid {
  readonly capacityBytes: Float64Array;
  readonly ttlMs: Float64Array;
  /** In the order of `ttlMs`. */
  readonly curves: readonly MissRatioCurve[];
}

/** What a least-recently-used cache would miss at each size and time to live, from one pass over the stack. */
export function missRatioGrid(
  log: AccessLog,
  capacityBytes: Float64Array,
  ttlMs: Float64Array,
): MissRatioGrid {
  const distances = stackDistances(log);
  const curves = Array.from(ttlMs, (ttl) => missRatioCurve(log, capacityBytes, ttl, 0, distances));
  return { capacityBytes, ttlMs, curves };
}
