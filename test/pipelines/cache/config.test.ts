import { describe, expect, test } from 'vitest';
import { cacheConfigSchema } from '../../../pipelines/cache/index.js';
import { chosenTier, ttlOf } from '../../../pipelines/cache/config.js';

const DAY_MS = 86_400_000;

describe('the cache’s configuration', () => {
  test('left out, keeps values in the workspace, or on Redis where the environment names one', () => {
    const config = cacheConfigSchema.parse({});
    expect(chosenTier(config, {})).toBe('embedded');
    expect(chosenTier(config, { REDIS_URL: 'redis://127.0.0.1:6379' })).toBe('redis');
    expect(config.directory).toBe('cache');
  });

  test('that names a store is followed whatever the environment says', () => {
    for (const backend of ['embedded', 'redis', 'memory', 'none'] as const) {
      expect(chosenTier(cacheConfigSchema.parse({ backend }), { REDIS_URL: 'redis://elsewhere:1' })).toBe(
        backend,
      );
    }
  });

  test('gives a kind the time to live it states, and the others theirs', () => {
    const config = cacheConfigSchema.parse({ ttlMs: { features: DAY_MS } });
    expect(ttlOf(config, 'features')).toBe(DAY_MS);
    expect(ttlOf(config, 'scan')).toBe(7 * DAY_MS);
  });

  test('refuses a store, a kind and a size that do not exist', () => {
    expect(() => cacheConfigSchema.parse({ backend: 'disk' })).toThrow(/backend/);
    expect(() => cacheConfigSchema.parse({ ttlMs: { feature: DAY_MS } })).toThrow(/ttlMs/);
    expect(() => cacheConfigSchema.parse({ embeddedBytes: 0 })).toThrow(/embeddedBytes/);
  });
});
