import { type Cache, type CacheItem, contentKey } from '../cache/index.js';
import type { PlanKeys } from './scan-keys.js';

/**
 * What the cache remembers of the last scan of a plan by this code. That is a hint of where to look and no more: what
 * is found there is under the hash of the data it was made of, and says of each symbol what these were. Where nothing is remembered, nothing of the plan is
 * likely to be known.
 */
export interface LastScan {
  /** The last scan that left behind what a later one can go on from; undefined when none did. */
  readonly base: { readonly session: number; readonly key: string } | undefined;
}

type KeysOfPlan = Pick<PlanKeys, 'plan' | 'base'>;

/** Version of the value below; part of the key. */
const FORMAT = 1;

export async function readLastScan(cache: Cache, keys: KeysOfPlan): Promise<LastScan | undefined> {
  const [value] = await cache.getMany('state', [placeOf(keys)]);
  if (value === undefined) return undefined;
  const { session, key } = value.columns;
  if (session.length === 0) return { base: undefined };
  return { base: { session: session[0], key: Buffer.from(key as Uint8Array).toString('latin1') } };
}

/** Remembers a scan, in the background. */
export function writeLastScan(cache: Cache, keys: KeysOfPlan, { base }: LastScan): void {
  const session = base === undefined ? new Float64Array(0) : Float64Array.of(base.session);
  const value = { columns: { session, key: new Uint8Array(Buffer.from(base?.key ?? '', 'latin1')) } };
  cache.setLater('state', [{ ...placeOf(keys), value, costMs: 0 }]);
}

function placeOf({ plan, base }: KeysOfPlan): CacheItem {
  return { key: contentKey(['last scan', FORMAT, base]), subject: `last scan ${plan}` };
}
