import { type CacheConfig, chosenTier, ttlOf } from './config.js';
import { CACHE_KINDS, type CacheKind } from './kinds.js';
import type { CacheTier } from './trace.js';

/** The limits a cache works under, as they are kept beside a run. */
export interface CacheLimits {
  readonly tier: CacheTier;
  readonly capacityBytes: number;
  readonly ttlMs: Readonly<Record<CacheKind, number>>;
}

/** The limits of a configuration in an environment. */
export function cacheLimits(
  config: CacheConfig,
  env: Readonly<Record<string, string | undefined>> = process.env,
): CacheLimits {
  const tier = chosenTier(config, env);
  const bytes = {
    embedded: config.embeddedBytes,
    redis: config.redisBytes,
    memory: config.memoryBytes,
    none: 0,
  };
  const ttlMs = Object.fromEntries(CACHE_KINDS.map((kind) => [kind, ttlOf(config, kind)]));
  return { tier, capacityBytes: bytes[tier], ttlMs: ttlMs as Record<CacheKind, number> };
}
