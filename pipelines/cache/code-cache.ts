import { runningBundle } from '../program/index.js';
import type { Cache } from './cache.js';
import type { CacheKind } from './kinds.js';
import type { CacheItem, CacheValue, ComputedValue } from './value.js';

/** What stands for code in keys. */
export interface CodeHashes {
  /** Hash of all the program's sources: answers for a part that has no bundle. */
  readonly codeHash: string;
  /** Hash of the code that computes a part; by default that of the part's own bundle. */
  readonly kernelHash?: string;
}

/** A cache for what this version of the code computes. */
export interface CodeCache extends CodeHashes {
  readonly cache: Cache;
  /** Ask for nothing, compute everything and put it in the cache. */
  readonly refresh?: boolean;
}

/**
 * Hash of the code by which this process itself computes something: a changed source that it does not come to,
 * or a changed comment, changes nothing.
 * @param entry module that does it, from the project's root.
 */
export function codeHashOf(entry: string, code: CodeHashes): string {
  return code.kernelHash ?? runningBundle(entry)?.hash ?? code.codeHash;
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
