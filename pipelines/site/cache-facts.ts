import type { KindUses } from '../cache/index.js';
import type { CacheUse } from '../scan/index.js';

/** What the cache did for a run's scan, and for all else that it asked. */
export interface CacheFacts extends CacheUse {
  readonly kinds: KindUses;
}

/** What a run asks besides the scan, in words. */
const BESIDES = {
  predictions: 'predictions',
  backtest: 'backtests',
  sweep: 'sweeps',
  vendor: 'vendor answers',
} as const;

/** What a run's options say of its cache; null where the run is from before that was kept. */
export function readCacheFacts(options: unknown): CacheFacts | null {
  if (typeof options !== 'string') return null;
  const { cache, cacheKinds } = JSON.parse(options) as {
    readonly cache?: CacheUse;
    readonly cacheKinds?: KindUses;
  };
  return cache === undefined ? null : { ...cache, kinds: cacheKinds ?? {} };
}

/** What came from the cache and the time that saved, as one clause; a cold run says so. */
export function cacheFactWords(use: CacheFacts | null): string {
  return use === null ? 'not on record' : [scanWords(use), ...besidesWords(use)].join('; ');
}

function scanWords(use: CacheUse): string {
  const { tier, hits, misses, computedSymbols, extendedSymbols, secondsSaved } = use;
  const asked = hits + misses;
  if (tier === 'none') return `not used, ${count(computedSymbols)} symbols computed`;
  if (asked === 0) return `filled anew, ${count(computedSymbols)} symbols computed`;
  if (hits === 0) return `0 of ${count(asked)} symbols from the cache, all computed`;
  const extended = extendedSymbols > 0 ? `, ${count(extendedSymbols)} extended by further bars` : '';
  const saved = secondsSaved >= 0.05 ? `, about ${secondsSaved.toFixed(1)} s saved` : '';
  return `${count(hits)} of ${count(asked)} symbols from the cache${extended}${saved}`;
}

function besidesWords({ kinds }: CacheFacts): string[] {
  return Object.entries(BESIDES).flatMap(([kind, words]) => {
    const found = kinds[kind as keyof typeof BESIDES];
    return found === undefined
      ? []
      : [`${words} ${count(found.hits)} of ${count(found.hits + found.misses)}`];
  });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
