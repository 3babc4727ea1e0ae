import type { CacheEntry, CacheItem, CodeCache } from '../cache/index.js';
import type { Market, SymbolRecord } from '../market/index.js';
import type { ScanKeys } from './scan-keys.js';
import type { ComputedSymbol, KnownSymbol } from './scan-messages.js';

/** What the cache knows of symbols, and will know of those that are computed now. */
export interface KnownSymbols {
  /** Hands over the symbols that are known. @returns the indices of the others. */
  read(symbols: readonly SymbolRecord[], onKnown: (known: KnownSymbol) => Promise<void>): Promise<number[]>;
  /** Whether what is remembered would be put in the cache, as things stand. */
  isKept(): boolean;
  /** Remembers symbols that have just been computed, or brought up to date in less time than that takes. */
  keep(computed: readonly (ComputedSymbol & Pick<CacheEntry, 'spentMs'>)[]): void;
  /** Puts what was remembered in the cache, in the background. */
  store(): void;
}

/** Symbols per request: the first is small, so that something can be shown at once. */
const FIRST_BATCH = 64;
const BATCH = 512;

/** The symbols of a market under the keys of a scan. */
export function knownSymbols({ cache, refresh }: CodeCache, keys: ScanKeys, market: Market): KnownSymbols {
  const entries: CacheEntry[] = [];
  return {
    async read(symbols, onKnown) {
      if (refresh) return symbols.map(({ index }) => index);
      const missing: number[] = [];
      for (let from = 0, size = FIRST_BATCH; from < symbols.length; from += size, size = BATCH) {
        const batch = symbols.slice(from, from + size);
        const items = batch.map(
          ({ index, symbol }): CacheItem => ({ key: keys.symbols[index], subject: symbol }),
        );
        const found: KnownSymbol[] = [];
        await cache.visitMany('features', items, (k, value) => {
          const { index, symbol, sector, industry, membership } = batch[k];
          if (value === undefined) missing.push(index);
          else
            found.push({
              index,
              symbol,
              sector,
              industry,
              membership,
              bytes: value.columns.symbol.slice() as Uint8Array,
            });
        });
        for (const known of found) await onKnown(known);
      }
      return missing.sort((a, b) => a - b);
    },
    isKept: () => cache.isTaking(),
    keep(computed) {
      for (const { index, bytes, costMs, spentMs } of computed) {
        const { symbol } = market.symbols[index];
        entries.push({
          key: keys.symbols[index],
          subject: symbol,
          value: { columns: { symbol: bytes } },
          costMs,
          spentMs,
        });
      }
    },
    store: () => cache.setLater('features', entries.splice(0)),
  };
}
