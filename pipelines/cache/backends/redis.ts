import { Cluster, Redis } from 'ioredis';
import type { CacheContext } from '../cache.js';
import { CACHE_FORMAT, readValue } from '../codec.js';
import type { CacheConfig } from '../config.js';
import type { EventLog } from '../events.js';
import { eventOf } from '../guard.js';
import { CACHE_KINDS, type CacheKind, KIND_LIMITS } from '../kinds.js';
import { awaitWithin } from '../waiting.js';
import type { Backend, StoredInfo, SubjectMemory } from './backend.js';
import { redisConnection } from './redis-options.js';
import { MEMORY_LIFE_MS, parseMemory } from './subject-memory.js';

const BLOCK = 64;
const BLOCKS_IN_FLIGHT = 4;
/** Kinds of which a value may be larger than this are asked for their size first. */
const LARGE_BYTES = 64 * 1024 * 1024;
/** A server that moves less than this is not worth waiting for. */
const SLOWEST_BYTES_PER_MS = 20_000;
const SCAN_COUNT = 500;
const LOW_WATER = 0.8;
const PREFIX = `technic:${CACHE_FORMAT}:`;
/** Deletes a lock only for its owner. */
const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Values on a Redis server, cluster or sentinel group. Only keys under our own prefix are touched. The
 * connection is made in the background and remade by itself; until it stands every call rejects at once.
 */
export async function openRedisBackend(
  config: CacheConfig,
  context: CacheContext,
  events: EventLog,
): Promise<Backend> {
  const { timeoutMs, connectTimeoutMs } = config.redis;
  const { options, cluster } = redisConnection(config.redis, context.env ?? process.env);
  const client =
    cluster === undefined
      ? new Redis(options)
      : new Cluster([...cluster], {
          lazyConnect: true,
          enableOfflineQueue: false,
          clusterRetryStrategy: options.retryStrategy,
          redisOptions: options,
        });
  client.on('error', (error: Error) => {
    events.record(eventOf(error), error.message);
  });
  try {
    await awaitWithin(client.connect(), connectTimeoutMs);
  } catch (error) {
    // The reason came as an 'error' already; the rejection merely says that the connection is closed.
    if (events.list().length === 0) {
      events.record(eventOf(error), error instanceof Error ? error.message : String(error));
    }
  }

  /** @param bytes what travels with it: a large value takes its time on any server. */
  const within = async <T>(promise: Promise<T>, bytes = 0): Promise<T> => {
    const { value } = await awaitWithin(promise, timeoutMs + bytes / SLOWEST_BYTES_PER_MS);
    return value;
  };
  const mget = (keys: readonly string[]): Promise<(Buffer | null)[]> =>
    client instanceof Cluster
      ? Promise.all(keys.map((key) => client.getBuffer(key)))
      : client.mgetBuffer([...keys]);
  /** Runs commands one by one but on one round trip; the first error is thrown. */
  const all = (commands: Promise<unknown>[], bytes = 0): Promise<unknown[]> =>
    within(Promise.all(commands), bytes);
  /** Bytes to expect of values that may be too large to arrive within the usual time. */
  const sizeOf = async (kind: CacheKind, keys: readonly string[]): Promise<number> => {
    if (KIND_LIMITS[kind].maxValueBytes <= LARGE_BYTES) return 0;
    const sizes = await within(Promise.all(keys.map((key) => client.strlen(key))));
    return sizes.reduce((total, size) => total + size, 0);
  };
  let written = 0;

  const read: Backend['read'] = async (kind, keys, visit) => {
    const blocks = Math.ceil(keys.length / BLOCK);
    const place = createAlignedPlace();
    const ask = async (block: number) => {
      const start = performance.now();
      const part = keys.slice(block * BLOCK, (block + 1) * BLOCK).map((key) => valueKey(kind, key));
      const bytes = await sizeOf(kind, part);
      const found = await within(mget(part), bytes);
      return { found, tookUs: (performance.now() - start) * 1000 };
    };
    const flights: ReturnType<typeof ask>[] = [];
    for (let block = 0; block < blocks; block++) {
      for (let next = flights.length; next < Math.min(blocks, block + BLOCKS_IN_FLIGHT); next++) {
        const flight = ask(next);
        flight.catch(() => undefined);
        flights.push(flight);
      }
      const { found, tookUs } = await flights[block];
      for (let k = 0; k < found.length; k++) {
        const bytes = found[k];
        visit(block * BLOCK + k, bytes === null ? undefined : place(bytes), tookUs / found.length);
      }
    }
  };
  const remove = async (kind: CacheKind, keys: readonly string[]): Promise<void> => {
    await all(keys.map((key) => client.unlink(valueKey(kind, key))));
  };
  const trim = async (): Promise<number> => {
    written = 0;
    const held: { key: string; bytes: number; idle: number }[] = [];
    for await (const keys of scanKeys(client, `${PREFIX}*`)) {
      const values = keys.filter((key) => isValueKey(key));
      const sizes = await Promise.all(values.map((key) => client.strlen(key)));
      const idle = await Promise.all(values.map((key) => client.object('IDLETIME', key).catch(() => 0)));
      values.forEach((key, i) => held.push({ key, bytes: sizes[i], idle: Number(idle[i] ?? 0) }));
    }
    let total = held.reduce((sum, value) => sum + value.bytes, 0);
    if (total <= config.redisBytes) return 0;
    const before = total;
    held.sort((a, b) => b.idle - a.idle);
    for (let at = 0; at < held.length && total > LOW_WATER * config.redisBytes; at += BLOCK) {
      const batch: Promise<unknown>[] = [];
      for (const value of held.slice(at, at + BLOCK)) {
        if (total <= LOW_WATER * config.redisBytes) break;
        batch.push(client.unlink(value.key));
        total -= value.bytes;
      }
      await all(batch);
    }
    return before - total;
  };

  return {
    tier: 'redis',
    isVolatile: true,
    read,
    write: async (kind, entries) => {
      for (let at = 0; at < entries.length; at += BLOCK) {
        const commands: Promise<unknown>[] = [];
        const before = written;
        for (const entry of entries.slice(at, at + BLOCK)) {
          const lifeMs = Math.max(1, Math.ceil(entry.expiresAt - entry.createdAt));
          const bytes = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.length);
          commands.push(client.set(valueKey(kind, entry.key), bytes, 'PX', lifeMs));
          const memory = JSON.stringify(entry.memory);
          commands.push(client.set(memoryKey(kind, entry.subject), memory, 'PX', MEMORY_LIFE_MS));
          written += entry.bytes.length;
        }
        await all(commands, written - before);
      }
      if (written > config.redisBytes / 10) await trim();
    },
    remove,
    discard: async (kind, keys) => {
      await remove(kind, keys);
      return undefined;
    },
    recall: async (kind, subjects) => {
      const out: (SubjectMemory | undefined)[] = [];
      for (let at = 0; at < subjects.length; at += 8 * BLOCK) {
        const part = subjects.slice(at, at + 8 * BLOCK).map((subject) => memoryKey(kind, subject));
        for (const json of await within(mget(part))) out.push(parseMemory(json?.toString('utf8')));
      }
      return out;
    },
    lock: async (kind, keys, owner, lockMs) => {
      const answers = await all(
        keys.map((key) => client.set(lockKey(kind, key), owner, 'PX', Math.ceil(lockMs), 'NX')),
      );
      return answers.map((answer) => answer === 'OK');
    },
    unlock: async (kind, keys, owner) => {
      await all(keys.map((key) => client.eval(UNLOCK, 1, lockKey(kind, key), owner)));
    },
    async *list(only) {
      for (const kind of only === undefined ? CACHE_KINDS : [only]) {
        for await (const keys of scanKeys(client, `${PREFIX}${kind}:*`)) {
          for (const key of keys) {
            const info = await storedInfo(client, key, context.now());
            if (info !== undefined) yield info;
          }
        }
      }
    },
    trim,
    close: async () => {
      client.disconnect();
    },
  };
}

const valueKey = (kind: CacheKind, key: string): string => `${PREFIX}${kind}:${key}`;
const memoryKey = (kind: CacheKind, subject: string): string => `${PREFIX}subject:${kind}:${subject}`;
const lockKey = (kind: CacheKind, key: string): string => `${PREFIX}lock:${kind}:${key}`;

function isValueKey(key: string): boolean {
  return CACHE_KINDS.some((kind) => key.startsWith(`${PREFIX}${kind}:`));
}

/** A place where bytes start on a multiple of 8, used again for each value; those that do already stay where they are. */
function createAlignedPlace(): (bytes: Uint8Array) => Uint8Array {
  let place = new Uint8Array(0);
  return (bytes) => {
    if (bytes.byteOffset % 8 === 0) return bytes;
    if (place.length < bytes.length) place = new Uint8Array(2 * bytes.length);
    place.set(bytes);
    return place.subarray(0, bytes.length);
  };
}

/** Our keys that match a pattern, in batches, from every master of a cluster. */
async function* scanKeys(client: Redis | Cluster, pattern: string): AsyncGenerator<string[]> {
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

async function storedInfo(
  client: Redis | Cluster,
  key: string,
  now: number,
): Promise<StoredInfo | undefined> {
  const [bytes, idleS] = await Promise.all([
    client.getBuffer(key),
    client.object('IDLETIME', key).catch(() => 0),
  ]);
  const decoded = bytes === null ? undefined : readValue(new Uint8Array(bytes));
  if (bytes === null || decoded === undefined) return undefined;
  return { ...decoded.header, bytes: bytes.length, lastAccess: now - 1000 * Number(idleS ?? 0) };
}
