export { plantedDrift } from './planted-drift.js';
export { SYNTHETIC_SECTORS } from './sectors.js';
export type { SyntheticOptions, SyntheticSymbol } from './synthetic-market.js';
export { SYNTHETIC_BENCHMARK, syntheticMarket } from './synthetic-market.js';
