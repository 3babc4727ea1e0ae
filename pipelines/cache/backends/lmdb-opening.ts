import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findLmdbDamage } from './lmdb-check.js';
import { endTurn, maybeTakeTurn, mayRun } from './turn.js';

const FILE = 'cache.mdb';
const CHECKING = 'checking';
/** Size and time of the file when it was last closed in order: has anything but LMDB written to it since? */
const CLOSED = 'closed';
const USER = /^user-(\d+)-/;
const PATIENCE_MS = 3_000;

/** A folder made ready for lmdb, and the mark that says this process uses it. */
export interface Opening {
  readonly path: string;
  /** Why the file that was there had to be dropped. */
  readonly damage: string | undefined;
  release(): void;
}

/**
 * Makes sure that a store's file can be opened without risk, dropping it where it is damaged. Users mark
 * themselves by process id, so that the check is made only while nobody writes, and more thoroughly
 * when the last user ended without closing, or when the file is not as that user left it.
 * @param name unlike any other user's.
 * @throws a system error when the folder cannot be written.
 */
export async function prepareLmdb(directory: string, name: string): Promise<Opening> {
  mkdirSync(directory, { recursive: true });
  const checking = join(directory, CHECKING);
  const path = join(directory, FILE);
  const user = join(directory, `user-${process.pid}-${name}`);
  await awaitTurn(checking);
  try {
    const users = readdirSync(directory).filter((file) => USER.test(file));
    const gone = users.filter((file) => hasEnded(join(directory, file), Number(USER.exec(file)?.[1])));
    for (const file of gone) rmSync(join(directory, file), { force: true });
    const isUnused = gone.length === users.length;
    const isAsClosed = gone.length === 0 && maybeRead(join(directory, CLOSED)) === stampOf(path);
    const damage = isUnused ? findLmdbDamage(path, !isAsClosed) : undefined;
    if (damage !== undefined) dropLmdb(path);
    writeFileSync(user, '');
    const release = () => {
      try {
        const closed = join(directory, CLOSED);
        // Another user's may not be written to, but be replaced where the folder is ours.
        rmSync(closed, { force: true });
        writeFileSync(closed, stampOf(path) ?? '');
      } finally {
        rmSync(user, { force: true });
      }
    };
    return { path, damage, release };
  } finally {
    endTurn(checking);
  }
}

/** Removes a store's files. A process that still has them open goes on with what it has. */
export function dropLmdb(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}-lock`, { force: true });
}

/** Whether the user of a mark has ended, as far as can be told. */
function hasEnded(path: string, pid: number): boolean {
  const mark = statSync(path, { throwIfNoEntry: false });
  return mark === undefined || !mayRun(pid, mark.mtimeMs);
}

function stampOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found && `${found.size} ${found.mtimeNs}`;
}

function maybeRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function awaitTurn(path: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!maybeTakeTurn(path)) {
    if (performance.now() > deadline) endTurn(path);
    else await pause(5);
  }
}
