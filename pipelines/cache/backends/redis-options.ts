import { readFileSync } from 'node:fs';
import type { RedisOptions } from 'ioredis';
import { Problem } from '../../errors/index.js';
import type { RedisConfig } from '../config.js';
import { BulkConnector } from './bulk-connector.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long a server may take to say goodbye: by then all that it was asked has been answered, or given up. */
const GOODBYE_MS = 20;

/** Where to connect and how, with the secrets of the environment. Not to be logged. */
export interface RedisConnection {
  readonly options: RedisOptions;
  readonly cluster: readonly { readonly host: string; readonly port: number }[] | undefined;
}

/** The passwords in use, so that they can be struck out wherever an error might carry one. */
export function redisSecrets(config: RedisConfig, env: Environment): string[] {
  const { password } = addressOf(config, env);
  const secrets = [password, decodeURIComponent(password), env.REDIS_PASSWORD, env.REDIS_SENTINEL_PASSWORD];
  return secrets.filter((secret): secret is string => secret !== undefined && secret !== '');
}

/**
 * Connection options from the configuration and the environment.
 * @throws when the address is none, or a certificate file cannot be read.
 */
export function redisConnection(config: RedisConfig, env: Environment): RedisConnection {
  const url = addressOf(config, env);
  const isTls = url.protocol === 'rediss:';
  const database = config.database ?? Number(url.pathname.slice(1));
  const sentinels = config.sentinels?.map(parseAddress);
  const base: RedisOptions = {
    username: url.username === '' ? config.username : decodeURIComponent(url.username),
    password: url.password === '' ? env.REDIS_PASSWORD : decodeURIComponent(url.password),
    db: database,
    protocol: config.protocol,
    tls: isTls ? tlsOptions(config) : undefined,
    lazyConnect: true,
    enableOfflineQueue: false,
    // The check is a question that not every user may ask. A sentinel's client learns by it who is master, and
    // a database that does not exist is refused before it.
    enableReadyCheck: sentinels !== undefined || database > 0,
    disconnectTimeout: GOODBYE_MS,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: config.connectTimeoutMs,
    retryStrategy: (attempt) => Math.min(config.retryAfterMs, 20 * 2 ** attempt),
    reconnectOnError: createReconnecting(config.retryAfterMs),
  };
  const options: RedisOptions =
    sentinels === undefined
      ? {
          ...base,
          Connector: isTls ? undefined : BulkConnector,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: Number(url.port || 6379),
        }
      : {
          ...base,
          sentinels,
          name: config.sentinelName,
          sentinelPassword: env.REDIS_SENTINEL_PASSWORD,
          sentinelRetryStrategy: (attempt) => Math.min(config.retryAfterMs, 20 * 2 ** attempt),
        };
  return { options, cluster: config.cluster?.map(parseAddress) };
}

/** The address, which an environment that is not empty decides. Its text is never shown: it may hold a password. */
function addressOf(config: RedisConfig, env: Environment): URL {
  try {
    const url = new URL(env.REDIS_URL || config.url);
    decodeURIComponent(url.username + url.password);
    if (/^rediss?:$/.test(url.protocol) && /^\/?\d*$/.test(url.pathname)) return url;
  } catch {
    // Its error would repeat the address: the one below says what is wrong instead.
  }
  const name = env.REDIS_URL ? 'REDIS_URL in the environment' : 'cache.redis.url';
  throw new Problem('config', `${name} is no address of a Redis server.`, {
    suggestion: `Write redis://user:password@host:port/database (rediss:// for TLS), with %40 for an "@" in a password.`,
  });
}

/** A read-only server may be a former master: once in a while it is worth looking who answers now. */
function createReconnecting(retryAfterMs: number): (error: Error) => 1 | false {
  let next = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!/READONLY/.test(error.message) || performance.now() < next) return false;
    next = performance.now() + retryAfterMs;
    return 1;
  };
}

function tlsOptions(config: RedisConfig): RedisOptions['tls'] {
  return {
    ca: config.caFile === undefined ? undefined : readFileSync(config.caFile),
    cert: config.certFile === undefined ? undefined : readFileSync(config.certFile),
    key: config.keyFile === undefined ? undefined : readFileSync(config.keyFile),
  };
}

function parseAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}
