import { type KindUses, kindWords } from '../cache/index.js';
import { type CacheUse, cacheWords } from '../scan/index.js';

/** What came from the cache in a night and the time that saved, for its summary and for the foot of every page. */
export function nightCacheWords(ofScan: CacheUse, kinds: KindUses): string {
  const besides = kindWords(kinds);
  return besides === undefined ? cacheWords(ofScan) : `${cacheWords(ofScan)}; ${besides}`;
}
