export type { Bundle as WorkerBundle } from '../program/index.js';
export { bundleWorker } from './bundle-worker.js';
export type { WorkerPool } from './pool.js';
export { startWorkers } from './pool.js';
export type { TaskWork } from './work-through.js';
export { workThrough } from './work-through.js';
