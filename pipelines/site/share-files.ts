import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles } from './list-files.js';

/** Smaller files are not worth a link. */
const SMALLEST = 64 * 1024;

/**
 * Replaces files of a new site by links to the very same files of the site before, their compressed
 * neighbours with them: engines in WebAssembly are most of a site, and the same every night. Each site stays
 * whole by itself, for a file lives as long as one of its names.
 * @param before folder of the site before; nothing is done where there is none, or it is on another disk.
 * @returns bytes that are not stored twice.
 */
export function shareFiles(siteFolder: string, before: string): number {
  if (!existsSync(before)) return 0;
  let saved = 0;
  for (const path of listFiles(siteFolder)) {
    const [file, older] = [join(siteFolder, path), join(before, path)];
    if (statSync(file).size < SMALLEST || !isSame(file, older)) continue;
    if (!link(older, file)) return saved;
    saved += statSync(file).size;
    if (existsSync(`${older}.gz`) && link(`${older}.gz`, `${file}.gz`)) saved += statSync(`${file}.gz`).size;
  }
  return saved;
}

function isSame(file: string, older: string): boolean {
  if (!existsSync(older)) return false;
  const [a, b] = [statSync(file), statSync(older)];
  if (a.dev === b.dev && a.ino === b.ino) return true;
  return a.size === b.size && readFileSync(file).equals(readFileSync(older));
}

/** In one step, so that a kill leaves the file or the link. False where the disk cannot link. */
function link(from: string, to: string): boolean {
  const made = join(dirname(to), `.link-${process.pid}`);
  try {
    linkSync(from, made);
    renameSync(made, to);
    return true;
  } catch {
    rmSync(made, { force: true });
    return false;
  }
}
