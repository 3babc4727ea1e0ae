export type { BarDigest } from './bar-digests.js';
export { barDigestsUntil, storeBarDigests } from './bar-digests.js';
export { storeBenchmark } from './benchmark.js';
export type { Market, SymbolRecord } from './market.js';
export { loadMarket } from './market.js';
export type { SymbolBars } from './stream-bars.js';
export { streamBars } from './stream-bars.js';
