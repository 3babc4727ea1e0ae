// The command line's door reads this file before there is TypeScript.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Bundle - A program or a worker as JavaScript.
 * @property {string} path - absolute, of the file to start.
 * @property {string} hash - of the code itself, without source maps: a changed comment changes nothing.
 */

/**
 * @typedef {Bundle & { readonly sources: readonly (readonly [path: string, mtimeMs: number, size: number])[] }} BundleRecord
 * - What a bundle was made of; paths from the project's root.
 */

/**
 * What was kept of an entry, if none of its sources has changed since.
 * @param {string} project folder of package.json.
 * @param {string} entry TypeScript, from the project's root.
 * @returns {Bundle | undefined} undefined where there is nothing, or nothing true any more.
 */
export function freshBundle(project, entry) {
  try {
    /** @type {BundleRecord} */
    const { path, hash, sources } = JSON.parse(readFileSync(recordPath(project, entry), 'utf8'));
    const isFresh = sources.every(([source, mtimeMs, size]) => {
      const found = statSync(join(project, source));
      return found.mtimeMs === mtimeMs && found.size === size;
    });
    return isFresh && existsSync(path) ? { path, hash } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where it stands what was kept of an entry.
 * @param {string} project folder of package.json.
 * @param {string} entry TypeScript, from the project's root.
 */
export function recordPath(project, entry) {
  return join(project, 'node_modules/.cache/technic', `${entry.replace(/[^a-z0-9]+/gi, '-')}.json`);
}
