import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './list-files.js';

/** A shell of the pages, ready to be filled. */
export interface Shell {
  readonly folder: string;
  /** Whether it was there already. */
  readonly isKept: boolean;
}

/** Lists the files of a shell with their hashes; written when all of them are there. */
const RECORD = 'record.json';
const PAGES = 'pages';

/**
 * The shell of the code as it is now: the one that was kept, when every file of it is there and unharmed, else
 * a new one; one shell is kept. The caller holds the lock of the build.
 * @param place folder of shells, which nothing else uses.
 * @param readKey of the code; where it changes during the build, the shell is good for this once.
 * @param build fills an empty folder; what it throws is thrown, and nothing is kept then.
 */
export async function keepShell(
  place: string,
  readKey: () => string,
  build: (folder: string) => Promise<void>,
): Promise<Shell> {
  const key = readKey();
  const kept = join(place, key);
  if (isWhole(kept)) return { folder: join(kept, PAGES), isKept: true };
  // Former code's, and what a kill or a damage has left: nobody else is here, for the build is locked.
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  // Its own for each: what a killed build has left running may still write to the one that it was given.
  const staging = mkdtempSync(join(place, 'making-'));
  const pages = join(staging, PAGES);
  mkdirSync(pages);
  await build(pages);
  if (readKey() === key) writeFileSync(join(staging, RECORD), JSON.stringify(hashes(pages)));
  renameSync(staging, kept);
  return { folder: join(kept, PAGES), isKept: false };
}

function isWhole(shell: string): boolean {
  try {
    return readFileSync(join(shell, RECORD), 'utf8') === JSON.stringify(hashes(join(shell, PAGES)));
  } catch {
    return false;
  }
}

function hashes(folder: string): readonly (readonly [path: string, sha256: string])[] {
  return listFiles(folder).map((path) => [
    path,
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex'),
  ]);
}
