import type { AccessLog } from './access-log.js';
import { type MissRatioCurve, missRatioCurve } from './miss-ratio-curve.js';

export interface ShardsEstimate {
  readonly curve: MissRatioCurve;
  readonly sampledAccesses: number;
  /** Mean absolute difference of the miss ratio from the exact curve. */
  readonly error: number;
}

const HASH_RANGE = 2 ** 24;

/**
 * The miss-ratio curve from a sample of the objects, chosen by a hash of their number: fixed-rate SHARDS
 * with the count adjustment (Waldspurger, Park, Garthwaite and Ahmad, FAST '15, sections 3.1 and 3.2),
 * with its error against the exact curve.
 * @param rate share of the objects to sample, above 0 and at most 1.
 */
export function shards(log: AccessLog, exact: MissRatioCurve, rate: number, ttlMs?: number): ShardsEstimate {
  if (!(rate > 0 && rate <= 1)) throw new Error(`shards: rate must be above 0 and at most 1, was ${rate}`);
  const rows: number[] = [];
  for (let i = 0; i < log.object.length; i++) {
    if (hash(log.object[i]) < rate * HASH_RANGE) rows.push(i);
  }
  const sample: AccessLog = {
    object: Int32Array.from(rows, (i) => log.object[i]),
    bytes: Float64Array.from(rows, (i) => log.bytes[i] / rate),
    time: Float64Array.from(rows, (i) => log.time[i]),
    cost: Float64Array.from(rows, (i) => log.cost[i]),
  };
  const raw = missRatioCurve(sample, exact.capacityBytes, ttlMs);
  // Too many or too few sampled accesses come from very popular objects: they count as hits.
  const expected = rate * log.object.length;
  const missRatio = raw.missRatio.map((ratio) => Math.min(1, (ratio * rows.length) / expected));
  const difference = missRatio.reduce((sum, ratio, p) => sum + Math.abs(ratio - exact.missRatio[p]), 0);
  return {
    curve: { ...raw, missRatio },
    sampledAccesses: rows.length,
    error: difference / missRatio.length,
  };
}

/** Finaliser of MurmurHash3 (Appleby, public domain), to 24 bits. */
function hash(value: number): number {
  let h = (value + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % HASH_RANGE;
}
