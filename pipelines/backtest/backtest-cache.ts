import { type Cache, type CacheTier, useWords } from '../cache/index.js';

/** What a backtest needs to ask the cache. */
export interface BacktestCache {
  readonly cache: Cache;
  /** Hash of all the program's sources, which answer for a backtest together. */
  readonly codeHash: string;
  /** Hash of the code that runs a strategy of the nightly; by default that of the worker's own sources. */
  readonly kernelHash?: string;
  /** Ask for nothing, compute everything and put it in the cache. */
  readonly refresh?: boolean;
}

/** What the cache did for a backtest. */
export interface BacktestUse {
  readonly tier: CacheTier;
  /** Symbols whose accounts came from the cache: all of them or none. */
  readonly hits: number;
  /** Symbols that the cache was asked for and did not have. */
  readonly misses: number;
  readonly computedSymbols: number;
  readonly bytesRead: number;
  /** Seconds that computing what was read took when it was computed. */
  readonly secondsSaved: number;
}

/** What the cache has done for a backtest since it was opened. */
export function backtestUse(
  backtestCache: BacktestCache | undefined,
  { symbols, isKnown }: { readonly symbols: number; readonly isKnown: boolean },
): BacktestUse {
  const { bytesRead = 0, savedMs = 0 } = backtestCache?.cache.stats().byKind.backtest ?? {};
  const isAsked =
    backtestCache !== undefined && !backtestCache.refresh && backtestCache.cache.tier !== 'none';
  return {
    tier: backtestCache?.cache.tier ?? 'none',
    hits: isKnown ? symbols : 0,
    misses: isAsked && !isKnown ? symbols : 0,
    computedSymbols: isKnown ? 0 : symbols,
    bytesRead,
    secondsSaved: savedMs / 1000,
  };
}

/** One line in words. */
export function backtestWords(use: BacktestUse): string {
  return useWords({ ...use, computed: use.computedSymbols }, { things: 'symbols', done: 'computed' });
}
