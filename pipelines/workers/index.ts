export { workerHash } from './bundle.js';
export type { WorkerPool } from './pool.js';
export { startWorkers } from './pool.js';
