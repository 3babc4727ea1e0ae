import type { CacheUse } from '../scan/index.js';

/** What a run's options say of its cache; null where the run is from before that was kept. */
export function readCacheFacts(options: unknown): CacheUse | null {
  if (typeof options !== 'string') return null;
  return (JSON.parse(options) as { readonly cache?: CacheUse }).cache ?? null;
}

/** What came from the cache and the time that saved, as one clause; a cold run says so. */
export function cacheFactWords(use: CacheUse | null): string {
  if (use === null) return 'not on record';
  const { tier, hits, misses, computedSymbols, extendedSymbols, secondsSaved } = use;
  const asked = hits + misses;
  if (tier === 'none') return `not used, ${count(computedSymbols)} symbols computed`;
  if (asked === 0) return `filled anew, ${count(computedSymbols)} symbols computed`;
  if (hits === 0) return `0 of ${count(asked)} symbols from the cache, all computed`;
  const extended = extendedSymbols > 0 ? `, ${count(extendedSymbols)} extended by further bars` : '';
  const saved = secondsSaved >= 0.05 ? `, about ${secondsSaved.toFixed(1)} s saved` : '';
  return `${count(hits)} of ${count(asked)} symbols from the cache${extended}${saved}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
