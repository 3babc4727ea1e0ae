import type { Backend } from './backend.js';
import type { Tables } from './embedded-tables.js';

/** Where an owner of locks says that it is alive: no kind is named so. */
const beatOf = (owner: string): string => `beat:${owner}`;

/**
 * Locks in an lmdb file, by the machine's clock: what begins in the future was written before the clock was put
 * back, and holds no longer.
 * @param tables those that are open now.
 * @param transact does something in a transaction.
 */
export function createEmbeddedLocks(
  tables: () => Tables,
  transact: <T>(action: () => T) => T,
  now: () => number,
): Pick<Backend, 'lock' | 'unlock' | 'beat'> {
  const ownerNow = (id: string, time: number): string | undefined => {
    const [owner, from, until] = (tables().locks.get(id) ?? '').split(' ');
    return Number(from) <= time && time < Number(until) ? owner : undefined;
  };
  return {
    lock: async (kind, keys, owner, lockMs) =>
      transact(() => {
        const time = now();
        return keys.map((key) => {
          const id = `${kind}:${key}`;
          const holder = ownerNow(id, time);
          const isHeld = holder !== undefined && ownerNow(beatOf(holder), time) !== undefined;
          if (isHeld && holder !== owner) return false;
          void tables().locks.put(id, `${owner} ${time} ${time + lockMs}`);
          return true;
        });
      }),
    unlock: async (kind, keys, owner) => {
      transact(() => {
        for (const key of keys) {
          const id = `${kind}:${key}`;
          if (tables().locks.get(id)?.startsWith(`${owner} `)) void tables().locks.remove(id);
        }
      });
    },
    beat: async (owner, lifeMs) => {
      const time = now();
      transact(() => void tables().locks.put(beatOf(owner), `${owner} ${time} ${time + lifeMs}`));
    },
  };
}
