import { Cluster, Redis } from 'ioredis';
import type { CacheContext } from '../cache.js';
import type { CacheConfig } from '../config.js';
import type { EventLog } from '../events.js';
import { eventOf } from '../guard.js';
import { awaitWithin } from '../waiting.js';
import { redisConnection } from './redis-options.js';

/** A server that moves less than this is not worth waiting for. */
const SLOWEST_BYTES_PER_MS = 20_000;

/** A connection on which nothing is waited for longer than its configuration says. */
export interface RedisClient {
  readonly client: Redis | Cluster;
  /** @param bytes what travels with it: a large value takes its time on any server. */
  within<T>(promise: Promise<T>, bytes?: number): Promise<T>;
  mget(keys: readonly string[]): Promise<(Buffer | null)[]>;
}

/**
 * Connects to a server, cluster or sentinel group. The connection is remade by itself; until it stands every
 * command rejects at once. Trouble is an event.
 * @throws when a certificate file cannot be read.
 */
export async function connectRedis(
  config: CacheConfig,
  context: CacheContext,
  events: EventLog,
): Promise<RedisClient> {
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
  return {
    client,
    async within(promise, bytes = 0) {
      const { value } = await awaitWithin(promise, timeoutMs + bytes / SLOWEST_BYTES_PER_MS);
      return value;
    },
    mget: (keys) =>
      client instanceof Cluster
        ? Promise.all(keys.map((key) => client.getBuffer(key)))
        : client.mgetBuffer([...keys]),
  };
}
