import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Paths of all files of a folder and the folders in it, from the folder, sorted. */
export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
