import type { CacheKind } from './kinds.js';
import type { CacheStats } from './stats.js';
import { savedWords } from './use-words.js';

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

/** What a run asks besides its scan, whose parts are told in symbols. */
const BESIDES = {
  predictions: 'predictions',
  backtest: 'backtests',
  sweep: 'combinations',
  vendor: 'vendor answers',
} as const satisfies Partial<Record<CacheKind, string>>;

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

/** What was known of all that a run asks besides its scan, as a clause; undefined where it asked nothing else. */
export function kindWords(uses: KindUses): string | undefined {
  const asked = Object.entries(BESIDES).flatMap(([kind, things]) => {
    const use = uses[kind as keyof typeof BESIDES];
    return use === undefined ? [] : [{ things, ...use }];
  });
  if (asked.length === 0) return undefined;
  const parts = asked.map(({ things, hits, misses }) => `${things} ${hits} of ${hits + misses}`);
  return `${parts.join(', ')} known${savedWords(asked.reduce((sum, { secondsSaved }) => sum + secondsSaved, 0))}`;
}
