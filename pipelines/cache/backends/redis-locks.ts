import type { CacheKind } from '../kinds.js';
import type { Backend } from './backend.js';
import type { RedisClient } from './redis-client.js';
import { beatKey, lockKey } from './redis-keys.js';

/** Deletes a lock only for its owner. */
const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** Locks on a Redis server. Their lives are counted by its clock, so that those of its clients may differ. */
export function createRedisLocks({
  client,
  within,
  among,
}: RedisClient): Pick<Backend, 'lock' | 'unlock' | 'beat'> {
  const all = <T>(keys: readonly string[], ask: (key: string) => Promise<T>): Promise<T[]> =>
    within(Promise.all(keys.map(ask)));

  /** Of keys that are locked, those whose owner has fallen silent: their locks are taken away. */
  const freeAbandoned = async (kind: CacheKind, keys: readonly string[]): Promise<string[]> => {
    const owners = await all(keys, (key) => client.get(lockKey(kind, key)));
    const known = [...new Set(owners)].filter((owner) => owner !== null);
    const beats = await all(known, (owner) => client.exists(beatKey(owner)));
    const silent = new Set(known.filter((_, i) => beats[i] === 0));
    const abandoned = keys.filter((_, k) => silent.has(owners[k] ?? ''));
    const ownerOf = new Map(keys.map((key, k) => [key, owners[k] ?? '']));
    await all(abandoned, (key) => client.eval(UNLOCK, 1, lockKey(kind, key), ownerOf.get(key) ?? ''));
    return keys.filter((_, k) => owners[k] === null || silent.has(owners[k]));
  };

  return {
    lock: async (kind, keys, owner, lockMs) => {
      const take = (wanted: readonly string[]) =>
        all(wanted, (key) => client.set(lockKey(kind, key), owner, 'PX', Math.ceil(lockMs), 'NX'));
      const answers = await take(keys);
      const granted = new Set(keys.filter((_, k) => answers[k] === 'OK'));
      if (granted.size === keys.length) return keys.map(() => true);
      const free = await freeAbandoned(
        kind,
        keys.filter((key) => !granted.has(key)),
      );
      const later = await take(free);
      for (let k = 0; k < free.length; k++) if (later[k] === 'OK') granted.add(free[k]);
      return keys.map((key) => granted.has(key));
    },
    unlock: async (kind, keys, owner) => {
      await all(keys, (key) => client.eval(UNLOCK, 1, lockKey(kind, key), owner));
    },
    // Nobody waits for it: that it comes late costs nothing.
    beat: async (owner, lifeMs) => {
      await among(client.set(beatKey(owner), '', 'PX', lifeMs));
    },
  };
}
