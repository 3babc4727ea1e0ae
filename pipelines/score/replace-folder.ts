import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A folder being replaced: what it held lies beside it under this name until the new one is in place. */
const REPLACED = /^\.(.+)-[A-Za-z0-9]{6}-old$/;
const STAGED = /^\.(.+)-[A-Za-z0-9]{6}$/;
/** A staging folder older than this belongs to a process that is gone. */
const ABANDONED_MS = 3_600_000;

/**
 * Puts a folder in place whole or not at all, also over an older one: `write` fills a folder beside it, which
 * is then renamed. Two renames are needed where there is an older one; whoever looks between them, be it
 * after a kill, finishes the second by `settleFolder`, so that there is always one whole folder to be had.
 */
export function replaceFolder(folder: string, write: (staged: string) => void): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  sweepStaged(parent);
  settleFolder(folder);
  const staged = mkdtempSync(join(parent, `.${basename(folder)}-`));
  try {
    write(staged);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(folder)) renameSync(folder, `${staged}-old`);
  else renameSync(staged, folder);
  settleFolder(folder);
}

/** Finishes a replacement that was begun: the new folder, whole by then, goes where the old one was. */
export function settleFolder(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const entry of readdirSync(parent)) {
    if (REPLACED.exec(entry)?.[1] !== basename(folder)) continue;
    const staged = join(parent, entry.slice(0, -'-old'.length));
    if (!existsSync(folder)) moveIfThere(staged, folder);
    if (existsSync(folder)) rmSync(join(parent, entry), { recursive: true, force: true });
  }
}

/** Names of folders in a directory whose replacement was begun. */
export function unsettledFolders(directory: string): string[] {
  return readdirSync(directory).flatMap((entry) => REPLACED.exec(entry)?.[1] ?? []);
}

/** Another process may have finished the replacement at the same moment: that is as good. */
function moveIfThere(staged: string, folder: string): void {
  try {
    renameSync(staged, folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Removes what writers that were killed before their folder was whole have left behind. */
function sweepStaged(parent: string): void {
  for (const entry of readdirSync(parent)) {
    const path = join(parent, entry);
    if (!STAGED.test(entry) || existsSync(`${path}-old`)) continue;
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - changedMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
  }
}
