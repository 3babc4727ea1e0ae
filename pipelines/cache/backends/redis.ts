import type { Breaker } from '../breaker.js';
import type { CacheContext } from '../cache.js';
import { readValue } from '../codec.js';
import type { CacheConfig } from '../config.js';
import type { EventLog } from '../events.js';
import { CACHE_KINDS, type CacheKind, KIND_LIMITS } from '../kinds.js';
import { awaitWithin, lateMs } from '../waiting.js';
import { createAlignedPlace } from './aligned-place.js';
import { type Backend, countSize, type KindSize, type StoredInfo } from './backend.js';
import { connectRedis, type RedisClient } from './redis-client.js';
import { evict, heldValues } from './redis-eviction.js';
import { PREFIX, scanKeys, valueKey, WRITTEN_KEY } from './redis-keys.js';
import { createRedisLocks } from './redis-locks.js';
import { recall, remember } from './redis-memories.js';

const BLOCK = 64;
const BLOCKS_IN_FLIGHT = 4;
/** Kinds of which a value may be larger than this are asked for their size first. */
const LARGE_BYTES = 64 * 1024 * 1024;

/** Values on a Redis server, cluster or sentinel group. Only keys under our own prefix are touched. */
export async function openRedisBackend(
  config: CacheConfig,
  context: CacheContext,
  events: EventLog,
  breaker: Breaker,
): Promise<Backend> {
  const redis = await connectRedis(config, context, events, breaker);
  const { client, within } = redis;
  const stepBytes = config.redisBytes / 10;

  const remove: Backend['remove'] = async (kind, keys) => {
    await within(Promise.all(keys.map((key) => client.unlink(valueKey(kind, key)))));
  };
  const trim: Backend['trim'] = () => evict(redis, config.redisBytes);

  return {
    tier: 'redis',
    isVolatile: true,
    read: (kind, keys, visit) => readBlocks(redis, kind, keys, visit),
    write: async (kind, entries) => {
      let isTrimDue = false;
      for (let at = 0; at < entries.length && breaker.isClosed(); at += BLOCK) {
        const block = entries.slice(at, at + BLOCK);
        const commands = remember(redis, kind, block);
        let bytes = 0;
        for (const entry of block) {
          const lifeMs = Math.max(1, Math.ceil(entry.expiresAt - entry.createdAt));
          const stored = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.length);
          commands.push(client.set(valueKey(kind, entry.key), stored, 'PX', lifeMs));
          bytes += stored.length;
        }
        const counted = client.incrby(WRITTEN_KEY, bytes);
        await within(Promise.all([...commands, counted]), bytes);
        const written = await counted;
        isTrimDue ||= Math.floor(written / stepBytes) > Math.floor((written - bytes) / stepBytes);
      }
      if (isTrimDue) await trim();
    },
    remove,
    discard: async (kind, keys) => {
      await remove(kind, keys);
      return undefined;
    },
    recall: (kind, subjects) => recall(redis, kind, subjects, context.now()),
    ...createRedisLocks(redis),
    async *list(only) {
      for (const kind of only === undefined ? CACHE_KINDS : [only]) {
        for await (const keys of scanKeys(client, `${PREFIX}${kind}:*`)) {
          for (const key of keys) {
            const info = await storedInfo(redis, kind, key, context.now());
            if (info !== undefined) yield info;
          }
        }
      }
    },
    measure: async () => {
      const sizes = new Map<CacheKind, KindSize>();
      for await (const values of heldValues(redis)) for (const value of values) countSize(sizes, value);
      return [...sizes.values()];
    },
    trim,
    close: async () => {
      client.disconnect();
    },
  };
}

/** Asks for some blocks of values ahead of the one that is being visited. */
async function readBlocks(
  redis: RedisClient,
  kind: CacheKind,
  keys: readonly string[],
  visit: Parameters<Backend['read']>[2],
): Promise<void> {
  const blocks = Math.ceil(keys.length / BLOCK);
  const place = createAlignedPlace();
  const ask = async (block: number) => {
    const start = performance.now();
    const part = keys.slice(block * BLOCK, (block + 1) * BLOCK).map((key) => valueKey(kind, key));
    const bytes = await sizeOf(redis, kind, part);
    const found = await redis.among(redis.mget(part), bytes);
    return { found, tookUs: (performance.now() - start) * 1000 };
  };
  const flights: ReturnType<typeof ask>[] = [];
  for (let block = 0; block < blocks; block++) {
    for (let next = flights.length; next < Math.min(blocks, block + BLOCKS_IN_FLIGHT); next++) {
      const flight = ask(next);
      flight.catch(() => undefined);
      flights.push(flight);
    }
    // `among` sees to it that it ends.
    const { value, waitedMs } = await awaitWithin(flights[block], Number.POSITIVE_INFINITY);
    const { found, tookUs } = value;
    let bytesRead = 0;
    for (let k = 0; k < found.length; k++) {
      const bytes = found[k];
      bytesRead += bytes?.length ?? 0;
      visit(block * BLOCK + k, bytes === null ? undefined : place(bytes), tookUs / found.length);
    }
    redis.breaker.answered(lateMs(waitedMs, bytesRead));
    // What was not visited is computed: that has become the shorter way.
    if (!redis.breaker.isClosed()) return;
  }
}

/** Bytes to expect of values that may be too large to arrive within the usual time. */
async function sizeOf(
  { client, among }: RedisClient,
  kind: CacheKind,
  keys: readonly string[],
): Promise<number> {
  if (KIND_LIMITS[kind].maxValueBytes <= LARGE_BYTES) return 0;
  const sizes = await among(Promise.all(keys.map((key) => client.strlen(key))));
  return sizes.reduce((total, size) => total + size, 0);
}

async function storedInfo(
  { client, within }: RedisClient,
  kind: CacheKind,
  key: string,
  now: number,
): Promise<StoredInfo | undefined> {
  // In this order: reading it is a use.
  const idle = client.object('IDLETIME', key).catch(() => 0);
  const [idleS, bytes] = await within(
    Promise.all([idle, client.getBuffer(key)]),
    KIND_LIMITS[kind].maxValueBytes,
  );
  const decoded = bytes === null ? undefined : readValue(new Uint8Array(bytes));
  if (bytes === null || decoded === undefined) return undefined;
  return { ...decoded.header, bytes: bytes.length, lastAccess: now - 1000 * Number(idleS ?? 0) };
}
