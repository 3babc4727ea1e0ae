import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type BundleRecord, recordPath } from './fresh-bundle.mjs';
import { keepBundle } from './keep-bundle.js';
import { PROJECT } from './project-root.js';

/**
 * The bundle of code that this process runs itself: what is computed here was computed by the code that has its
 * hash.
 * @param entry TypeScript, from the project's root.
 * @param began when the process did, UTC epoch milliseconds.
 * @returns undefined where none can be kept, and once one of its sources was changed after the process had begun,
 *   which goes on with the code that it has read.
 */
export function runningBundle(entry: string, began = performance.timeOrigin): Bundle | undefined {
  const bundle = keepBundle(entry);
  return bundle !== undefined && isUnchanged(entry, began) ? bundle : undefined;
}

/** A file's ctime cannot be set back, as its mtime is by whoever unpacks an upgrade. */
function isUnchanged(entry: string, began: number): boolean {
  try {
    const { sources } = JSON.parse(readFileSync(recordPath(PROJECT, entry), 'utf8')) as BundleRecord;
    return sources.every(([path]) => statSync(join(PROJECT, path)).ctimeMs < began);
  } catch {
    return false;
  }
}
