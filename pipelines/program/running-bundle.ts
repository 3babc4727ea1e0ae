import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type BundleRecord, recordPath } from './fresh-bundle.mjs';
import { keepBundle } from './keep-bundle.js';
import { PROJECT } from './project-root.js';

/**
 * The bundle of code that this process runs itself: what is computed here was computed by the code that has its
 * hash.
 * @param entry TypeScript, from the project's root.
 * @returns undefined where none can be kept, and once one of its sources was changed after the process had begun,
 *   which goes on with the code that it has read.
 */
export function runningBundle(entry: string): Bundle | undefined {
  const bundle = keepBundle(entry);
  return bundle !== undefined && isUnchanged(entry) ? bundle : undefined;
}

/** A file's ctime cannot be set back, as its mtime is by whoever unpacks an upgrade. */
function isUnchanged(entry: string): boolean {
  try {
    const { sources } = JSON.parse(readFileSync(recordPath(PROJECT, entry), 'utf8')) as BundleRecord;
    return sources.every(([path]) => statSync(join(PROJECT, path)).ctimeMs < performance.timeOrigin);
  } catch {
    return false;
  }
}
