export type { TriesDoubt } from './count-tries.js';
export type { StudyRow } from './read-studies.js';
export { listStudies, readStudy } from './read-studies.js';
export { readTries } from './read-tries.js';
export { maybeReadResearch, researchPath, withResearch } from './research-file.js';
export { storeBacktest } from './store-backtest.js';
export type { SweepRecord } from './store-sweep.js';
export { storeSweep } from './store-sweep.js';
export type { Study } from './study.js';
