import type { Cache } from '../cache/index.js';
import { closeRunCache } from './close-run-cache.js';
import { openRunCache, type RunCacheOptions } from './open-run-cache.js';

/**
 * Does some work with a run's cache, and closes it afterwards with its accesses on record.
 * @param options undefined: no cache is wanted.
 */
export async function withRunCache<T>(
  options: RunCacheOptions | undefined,
  work: (cache: Cache | undefined) => Promise<T>,
): Promise<T> {
  if (options === undefined) return work(undefined);
  const cache = await openRunCache(options);
  try {
    return await work(cache);
  } finally {
    await closeRunCache(cache, options.workspace, { warn: options.warn });
  }
}
