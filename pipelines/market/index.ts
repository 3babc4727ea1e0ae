export { alignBenchmark } from './align-benchmark.js';
export { storeBenchmark } from './benchmark.js';
export { eligibleBars } from './eligibility.js';
export type { Interval, Market, SymbolRecord } from './market.js';
export { loadMarket } from './market.js';
export type { SymbolBars } from './stream-bars.js';
export { streamBars } from './stream-bars.js';
