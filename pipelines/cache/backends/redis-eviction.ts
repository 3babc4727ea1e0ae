import type { CacheKind } from '../kinds.js';
import type { RedisClient } from './redis-client.js';
import { kindOfKey, PREFIX, scanKeys } from './redis-keys.js';

/** Eviction starts this far below the limit, as the next look comes after a tenth of it was written, */
const HIGH_WATER = 0.9;
/** and goes this far, so that it comes in batches. */
const LOW_WATER = 0.8;
const BATCH = 64;

/** A value on the server, found without asking for it: that would count as a use. */
export interface HeldValue {
  readonly kind: CacheKind;
  readonly key: string;
  /** What the server keeps for it, its own bookkeeping included. */
  readonly bytes: number;
  /** Seconds since it was last used; 0 where the server does not say. */
  readonly idleS: number;
}

/** Our values, in batches. A user who may not ask for the memory of a key gets its length, at the price of a use. */
export async function* heldValues({ client, within }: RedisClient): AsyncGenerator<HeldValue[]> {
  for await (const found of scanKeys(client, `${PREFIX}*`)) {
    const keys = found.filter((key) => kindOfKey(key) !== undefined);
    const kinds = keys.map(kindOfKey);
    const sizes = await within(
      Promise.all(keys.map((key) => client.memory('USAGE', key).catch(() => client.strlen(key)))),
    );
    const idle = await within(Promise.all(keys.map((key) => client.object('IDLETIME', key).catch(() => 0))));
    yield keys.flatMap((key, i) => {
      const [kind, bytes] = [kinds[i], sizes[i]];
      return kind === undefined || bytes === null ? [] : [{ kind, key, bytes, idleS: Number(idle[i] ?? 0) }];
    });
  }
}

/**
 * Where our values come close to `limit` bytes, removes those that nobody has used for the longest. Expired
 * ones the server has removed itself.
 * @returns the bytes freed.
 */
export async function evict(redis: RedisClient, limit: number): Promise<number> {
  const held: HeldValue[] = [];
  for await (const values of heldValues(redis)) held.push(...values);
  const before = held.reduce((sum, { bytes }) => sum + bytes, 0);
  if (before <= HIGH_WATER * limit) return 0;
  held.sort((a, b) => b.idleS - a.idleS);
  let total = before;
  for (let at = 0; at < held.length && total > LOW_WATER * limit; at += BATCH) {
    const batch: Promise<unknown>[] = [];
    for (const { key, bytes } of held.slice(at, at + BATCH)) {
      if (total <= LOW_WATER * limit) break;
      batch.push(redis.client.unlink(key));
      total -= bytes;
    }
    await redis.within(Promise.all(batch));
  }
  return before - total;
}
