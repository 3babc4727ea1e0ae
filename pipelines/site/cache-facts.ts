import type { KindUses } from '../cache/index.js';
import type { CacheUse } from '../scan/index.js';

/** What the cache did for a run's scan, and for all else that it asked. */
export interface CacheFacts extends CacheUse {
  readonly kinds: KindUses;
  /** That in the words of the run's summary; null where the run is from before they were kept. */
  readonly words: string | null;
}

/** What a run's options say of its cache; null where the run is from before that was kept. */
export function readCacheFacts(options: unknown): CacheFacts | null {
  if (typeof options !== 'string') return null;
  const { cache, cacheKinds, cacheWords } = JSON.parse(options) as {
    readonly cache?: CacheUse;
    readonly cacheKinds?: KindUses;
    readonly cacheWords?: string;
  };
  return cache === undefined ? null : { ...cache, kinds: cacheKinds ?? {}, words: cacheWords ?? null };
}

/** The words for a place that is headed "cache". */
export function cacheFactWords(facts: CacheFacts | null): string {
  return facts?.words?.replace(/^cache /, '') ?? 'not on record';
}
