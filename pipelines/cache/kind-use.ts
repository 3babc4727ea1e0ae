import type { CacheKind } from './kinds.js';
import type { CacheStats } from './stats.js';

/** What the cache did for one kind of value in a run. */
export interface KindUse {
  readonly hits: number;
  readonly misses: number;
  readonly bytesRead: number;
  /** Seconds that computing, or asking a vendor, took when what was read was stored. */
  readonly secondsSaved: number;
}

/** By kind, of what was asked of the cache; empty without one. */
export type KindUses = Readonly<Partial<Record<CacheKind, KindUse>>>;

/** The counters of a run by kind. */
export function kindUses(stats: CacheStats | undefined): KindUses {
  const asked = Object.entries(stats?.byKind ?? {}).filter(([, { hits, misses }]) => hits + misses > 0);
  return Object.fromEntries(
    asked.map(([kind, { hits, misses, bytesRead, savedMs }]) => [
      kind,
      { hits, misses, bytesRead, secondsSaved: savedMs / 1000 },
    ]),
  );
}

/** One line in words; undefined where nothing was asked. */
export function kindWords(uses: KindUses): string | undefined {
  const parts = Object.entries(uses).map(([kind, { hits, misses }]) => `${kind} ${hits} of ${hits + misses}`);
  return parts.length === 0 ? undefined : `cache by kind: ${parts.join(', ')} found`;
}
