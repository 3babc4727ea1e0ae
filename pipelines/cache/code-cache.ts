import type { Cache } from './cache.js';
import type { CacheKind } from './kinds.js';
import type { CacheItem, CacheValue, ComputedValue } from './value.js';

/** A cache for what this version of the code computes. */
export interface CodeCache {
  readonly cache: Cache;
  /** Hash of all the program's sources: what is said of a whole is answered for by all of them. */
  readonly codeHash: string;
  /** Hash of the code that computes a part; by default that of the worker's own sources. */
  readonly kernelHash?: string;
  /** Ask for nothing, compute everything and put it in the cache. */
  readonly refresh?: boolean;
}

/** As `Cache.getOrComputeMany`; where everything is to be computed anew, nothing is looked for. */
export async function getOrCompute(
  { cache, refresh = false }: CodeCache,
  kind: CacheKind,
  items: readonly CacheItem[],
  compute: (missing: readonly number[]) => Promise<readonly ComputedValue[]>,
  signal?: AbortSignal,
): Promise<readonly CacheValue[]> {
  if (!refresh) return cache.getOrComputeMany(kind, items, compute, signal);
  const begun = performance.now();
  const values = await compute([...items.keys()]);
  const shareMs = (performance.now() - begun) / items.length;
  cache.setLater(
    kind,
    items.map((item, i) => ({ ...item, value: values[i], costMs: values[i].costMs ?? shareMs })),
  );
  return values;
}
