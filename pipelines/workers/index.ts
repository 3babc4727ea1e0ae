export type { WorkerBundle } from './bundle.js';
export { bundleWorker } from './bundle.js';
export type { WorkerPool } from './pool.js';
export { startWorkers } from './pool.js';
