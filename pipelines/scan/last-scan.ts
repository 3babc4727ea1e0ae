import type { Cache, CacheItem } from '../cache/index.js';
import { hashParts } from './hash-parts.js';
import type { PlanKeys } from './scan-keys.js';

/**
 * What the cache remembers of the last scan of a plan by this code. That is a hint of where to look and no more: what
 * is found there is under the hash of the data it was made of. Where nothing is remembered, nothing of the plan is
 * likely to be known.
 */
export interface LastScan {
  /** Session of the last scan that left behind what a later one can go on from; undefined when none did. */
  readonly baseSession: number | undefined;
}

type KeysOfPlan = Pick<PlanKeys, 'plan' | 'base'>;

/** Version of the value below; part of the key. */
const FORMAT = 1;

export async function readLastScan(cache: Cache, keys: KeysOfPlan): Promise<LastScan | undefined> {
  const [value] = await cache.getMany('state', [placeOf(keys)]);
  if (value === undefined) return undefined;
  const [baseSession] = value.columns.baseSession;
  return { baseSession: Number.isNaN(baseSession) ? undefined : baseSession };
}

/** Remembers a scan, in the background. */
export function writeLastScan(cache: Cache, keys: KeysOfPlan, { baseSession = Number.NaN }: LastScan): void {
  const value = { columns: { baseSession: Float64Array.of(baseSession) } };
  cache.setLater('state', [{ ...placeOf(keys), value, costMs: 0 }]);
}

function placeOf({ plan, base }: KeysOfPlan): CacheItem {
  return { key: hashParts(['last scan', FORMAT, base]), subject: `last scan ${plan}` };
}
