import { isAboutSymbol } from '../about-symbol.js';
import type { Cache } from '../cache.js';
import type { CacheKind } from '../kinds.js';

/** What to remove; what is left out does not restrict. */
export interface ClearFilter {
  readonly kind?: CacheKind;
  /** What is about this symbol. */
  readonly symbol?: string;
  /** Stored before this UTC epoch millisecond. */
  readonly storedBefore?: number;
}

/**
 * Removes stored values and nothing else of the store. What an open cache already holds in its memory stays there.
 * @throws when the store does not answer.
 */
export async function clearCache(
  cache: Cache,
  filter: ClearFilter,
): Promise<{ entries: number; bytes: number }> {
  const doomed = new Map<CacheKind, string[]>();
  let entries = 0;
  let bytes = 0;
  for await (const info of cache.backend?.list(filter.kind) ?? []) {
    if (filter.symbol !== undefined && !isAboutSymbol(info.subject, filter.symbol)) continue;
    if (filter.storedBefore !== undefined && info.createdAt >= filter.storedBefore) continue;
    const keys = doomed.get(info.kind) ?? [];
    keys.push(info.key);
    doomed.set(info.kind, keys);
    entries += 1;
    bytes += info.bytes;
  }
  for (const [kind, keys] of doomed) {
    for (let at = 0; at < keys.length; at += 500) await cache.backend?.remove(kind, keys.slice(at, at + 500));
  }
  return { entries, bytes };
}
