// Worker threads are started on this file: it registers tsx, then runs the TypeScript entry it is given.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
