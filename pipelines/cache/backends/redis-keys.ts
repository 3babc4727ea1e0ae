import { Cluster, type Redis } from 'ioredis';
import { CACHE_FORMAT } from '../codec.js';
import { CACHE_KINDS, type CacheKind } from '../kinds.js';
import { MEMORY_LIFE_MS } from './subject-memory.js';

const SCAN_COUNT = 500;

/** Every key of ours begins with this: versions of the program with formats of their own do not meet. */
export const PREFIX = `technic:${CACHE_FORMAT}:`;

/** Where a value stands. */
export const valueKey = (kind: CacheKind, key: string): string => `${PREFIX}${kind}:${key}`;
/** Where the lock of a value stands. */
export const lockKey = (kind: CacheKind, key: string): string => `${PREFIX}lock:${kind}:${key}`;
/** Where an owner of locks says that it is alive. */
export const beatKey = (owner: string): string => `${PREFIX}beat:${owner}`;
/** Counts the bytes that were ever written, by everybody. */
export const WRITTEN_KEY = `${PREFIX}written`;
/** Where what is remembered of subjects stands, `periodsAgo` lives of a memory before a time. */
export const memoryKey = (kind: CacheKind, time: number, periodsAgo = 0): string =>
  `${PREFIX}subjects:${kind}:${Math.floor(time / MEMORY_LIFE_MS) - periodsAgo}`;

/** The kind of value that a key holds; undefined where it holds something else. */
export function kindOfKey(key: string): CacheKind | undefined {
  return CACHE_KINDS.find((kind) => key.startsWith(`${PREFIX}${kind}:`));
}

/** Our keys that match a pattern, in batches, from every master of a cluster. */
export async function* scanKeys(client: Redis | Cluster, pattern: string): AsyncGenerator<string[]> {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  for (const node of nodes) {
    let cursor = '0';
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
      cursor = next;
      if (keys.length > 0) yield keys;
    } while (cursor !== '0');
  }
}
