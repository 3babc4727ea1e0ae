export type { FactorHorizon, FactorSheet, FactorSlice, FactorTurnover } from './factor-sheet.js';
export { FACTOR_HORIZONS, SLICE_HORIZON } from './factor-sheet.js';
export type { JudgeOptions } from './judge-factors.js';
export { judgeFactors } from './judge-factors.js';
export { storeFactors } from './store-factors.js';
