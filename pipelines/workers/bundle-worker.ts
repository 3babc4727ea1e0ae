import { join } from 'node:path';
import { type Bundle, keepBundle } from '../program/index.js';

/**
 * The code of a thread, or of a process of its own, as one file of JavaScript.
 * @param entry from the folder `pipelines/`, such as `scan/scan-worker.ts`.
 * @returns undefined where none can be kept; tsx does it then.
 */
export function bundleWorker(entry: string): Bundle | undefined {
  return keepBundle(join('pipelines', entry));
}
