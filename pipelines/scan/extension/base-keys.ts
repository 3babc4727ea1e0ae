import { deserialize, serialize } from 'node:v8';
import type { Cache, CacheItem } from '../../cache/index.js';
import { hashParts } from '../hash-parts.js';
import type { ScanKeys } from '../scan-keys.js';
import { BASE_FORMAT } from './base-value.js';
import type { MarketDigest } from './market-digest.js';

/** Where a base is: keys that hash the market it was made of. */
export interface BaseKeys {
  readonly base: string;
  readonly subject: string;
  readonly block: (number: number) => string;
}

export function baseKeys(keys: ScanKeys, digest: MarketDigest): BaseKeys {
  const base = hashParts([BASE_FORMAT, keys.base, ...digest.parts]);
  return { base, subject: `scan ${keys.plan}`, block: (number) => `${base}-${number}` };
}

/**
 * The session of the last base of a plan. That is a hint of where to look and no more: what is found there
 * is under the hash of the market it was made of.
 */
export async function readPointer(cache: Cache, keys: ScanKeys): Promise<number | undefined> {
  const [value] = await cache.getMany('state', [pointerOf(keys)]);
  return value && (deserialize(value.columns.session as Uint8Array) as number);
}

/** Says that a plan's last base is one of this session. */
export function writePointer(cache: Cache, keys: ScanKeys, session: number): void {
  const value = { columns: { session: new Uint8Array(serialize(session)) } };
  cache.setLater('state', [{ ...pointerOf(keys), value, costMs: 0 }]);
}

function pointerOf(keys: ScanKeys): CacheItem {
  return { key: hashParts([BASE_FORMAT, keys.base]), subject: `last base ${keys.plan}` };
}
