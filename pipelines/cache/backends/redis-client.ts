import { Cluster, Redis } from 'ioredis';
import type { Breaker } from '../breaker.js';
import type { CacheContext } from '../cache.js';
import type { CacheConfig } from '../config.js';
import type { EventLog } from '../events.js';
import { eventOf } from '../guard.js';
import { awaitWithin, lateMs, type Waited } from '../waiting.js';
import { redisConnection } from './redis-options.js';

/** A server that moves less than this is not worth waiting for. */
const SLOWEST_BYTES_PER_MS = 20_000;

/** A connection on which nothing is waited for longer than its configuration says. */
export interface RedisClient {
  readonly client: Redis | Cluster;
  readonly breaker: Breaker;
  /**
   * The answer, in time; that it was late is counted against the server.
   * @param bytes what travels with it: a large value takes its time on any server.
   */
  within<T>(promise: Promise<T>, bytes?: number): Promise<T>;
  /** As `within`, for answers of which several are waited for at once: whoever asks counts them himself. */
  among<T>(promise: Promise<T>, bytes?: number): Promise<T>;
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
  breaker: Breaker,
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
    // The client would go on in database 0, which somebody else may be using.
    if (/DB index/.test(error.message)) client.disconnect();
  });
  try {
    await awaitWithin(client.connect(), connectTimeoutMs);
  } catch (error) {
    // The reason came as an 'error' already; the rejection merely says that the connection is closed.
    if (events.list().length === 0) {
      events.record(eventOf(error), error instanceof Error ? error.message : String(error));
    }
  }
  const wait = <T>(promise: Promise<T>, bytes: number): Promise<Waited<T>> =>
    awaitWithin(promise, timeoutMs + bytes / SLOWEST_BYTES_PER_MS);
  return {
    client,
    breaker,
    async within(promise, bytes = 0) {
      const { value, waitedMs } = await wait(promise, bytes);
      breaker.answered(lateMs(waitedMs, bytes));
      return value;
    },
    among: async (promise, bytes = 0) => (await wait(promise, bytes)).value,
    mget: (keys) =>
      client instanceof Cluster
        ? Promise.all(keys.map((key) => client.getBuffer(key)))
        : client.mgetBuffer([...keys]),
  };
}
