import { z } from 'zod';
import { type CacheKind, KEPT_KINDS, KIND_LIMITS } from './kinds.js';
import type { CacheTier } from './trace.js';

const GIB = 1024 ** 3;
const address = z.string().regex(/^[^@\s]+:\d+$/, 'write host:port');

const redisSchema = z.strictObject({
  /** redis:// or rediss:// without a password. REDIS_URL in the environment, which may hold one, goes first. */
  url: z
    .string()
    .regex(/^rediss?:\/\//, 'write redis://host:port or rediss://host:port')
    .refine((url) => !/^rediss?:\/\/[^/@]*:[^/@]+@/.test(url), {
      message: 'a password does not belong in a file: set REDIS_URL or REDIS_PASSWORD in the environment',
    })
    .default('redis://127.0.0.1:6379'),
  username: z.string().optional(),
  database: z.int().min(0).optional(),
  /** Private certificate authority, client certificate and key: PEM files. */
  caFile: z.string().optional(),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
  /** Cluster: addresses of some of its nodes, instead of `url`. */
  cluster: z.array(address).optional(),
  /** Sentinel: addresses and the name of the master, instead of `url`. */
  sentinels: z.array(address).optional(),
  sentinelName: z.string().default('mymaster'),
  /** Longest wait for one block of an answer. Once it has passed, the circuit opens. */
  timeoutMs: z.number().positive().default(200),
  connectTimeoutMs: z.number().positive().default(500),
  /** What answers that come late may cost, beyond a twentieth of the run and what they save. Then the circuit opens. */
  graceMs: z.number().min(0).default(100),
  /** How long the circuit stays open before the server is tried again. */
  retryAfterMs: z.number().positive().default(10_000),
  /** RESP version; 2 for servers before Redis 6. */
  protocol: z.union([z.literal(2), z.literal(3)]).default(3),
});

/** The `cache` section of the configuration. Every key has a default. Sizes are bytes, times milliseconds. */
export const cacheConfigSchema = z.strictObject({
  /**
   * Where values are kept: a file in the workspace, a Redis server, this process only, or nowhere. `auto`:
   * on Redis where the environment has REDIS_URL, else in the file.
   */
  backend: z.enum(['auto', 'embedded', 'redis', 'memory', 'none']).default('auto'),
  /** Folder of the embedded store; where it is relative, to the workspace. */
  directory: z.string().default('cache'),
  memoryBytes: z
    .int()
    .min(0)
    .default(GIB / 4),
  /** Bytes of the values. Their file takes up to two thirds more: lmdb keeps whole pages, and uses freed ones again. */
  embeddedBytes: z
    .int()
    .positive()
    .default(4 * GIB),
  redisBytes: z
    .int()
    .positive()
    .default(4 * GIB),
  /** Time to live by kind, where the default does not suit. */
  ttlMs: z.partialRecord(z.enum(KEPT_KINDS), z.number().positive()).default({}),
  /** A key being computed elsewhere is waited for this long (2 s once its process is silent), then computed here too. */
  lockMs: z.number().positive().default(15_000),
  redis: redisSchema.prefault({}),
});

export type CacheConfig = z.infer<typeof cacheConfigSchema>;
export type RedisConfig = CacheConfig['redis'];

/** The store that a configuration means in an environment. */
export function chosenTier(
  { backend }: CacheConfig,
  env: Readonly<Record<string, string | undefined>>,
): CacheTier {
  if (backend !== 'auto') return backend;
  return env.REDIS_URL ? 'redis' : 'embedded';
}

/** Time to live of a kind under a configuration. */
export function ttlOf(config: CacheConfig, kind: CacheKind): number {
  return config.ttlMs[kind] ?? KIND_LIMITS[kind].ttlMs;
}
