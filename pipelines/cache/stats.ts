import type { CacheEvent } from './events.js';
import { CACHE_KINDS, type CacheKind } from './kinds.js';
import { type CacheTier, MISS_CAUSES, type MissCause } from './trace.js';

/** What the cache did for one kind. Times are milliseconds, `cost` is that of computing. */
export interface KindStats {
  hits: number;
  misses: number;
  bytesRead: number;
  bytesWritten: number;
  savedMs: number;
  spentMs: number;
}

/** What the cache did since it was opened. */
export interface CacheStats {
  readonly tier: CacheTier;
  readonly hits: number;
  readonly misses: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly secondsSaved: number;
  readonly causes: Readonly<Record<MissCause, number>>;
  readonly byKind: Readonly<Partial<Record<CacheKind, KindStats>>>;
  readonly events: readonly CacheEvent[];
}

export interface Counters {
  of(kind: CacheKind): KindStats;
  missed(kind: CacheKind, cause: MissCause): void;
  total(tier: CacheTier, events: readonly CacheEvent[]): CacheStats;
}

/** Counters by kind and cause. */
export function createCounters(): Counters {
  const kinds = new Map<CacheKind, KindStats>();
  const causes = new Map<MissCause, number>();
  const of = (kind: CacheKind): KindStats => {
    let found = kinds.get(kind);
    if (found === undefined) {
      found = { hits: 0, misses: 0, bytesRead: 0, bytesWritten: 0, savedMs: 0, spentMs: 0 };
      kinds.set(kind, found);
    }
    return found;
  };
  return {
    of,
    missed(kind, cause) {
      of(kind).misses += 1;
      causes.set(cause, (causes.get(cause) ?? 0) + 1);
    },
    total(tier, events) {
      const sum = (name: keyof KindStats): number => {
        let total = 0;
        for (const stats of kinds.values()) total += stats[name];
        return total;
      };
      return {
        tier,
        hits: sum('hits'),
        misses: sum('misses'),
        bytesRead: sum('bytesRead'),
        bytesWritten: sum('bytesWritten'),
        secondsSaved: sum('savedMs') / 1000,
        causes: Object.fromEntries(MISS_CAUSES.map((cause) => [cause, causes.get(cause) ?? 0])) as Record<
          MissCause,
          number
        >,
        byKind: Object.fromEntries(
          CACHE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => [kind, { ...of(kind) }]),
        ),
        events: events.map((event) => ({ ...event })),
      };
    },
  };
}
