import { lstatSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { TimeoutError } from '../waiting.js';

const LOOK_AGAIN_MS = 1;

/**
 * Takes a turn among processes if nobody has it: a link that names this process, made in one step and on a full
 * disk too. The turn of a process that has ended is ended.
 * @throws a system error when the folder cannot be written.
 */
export function maybeTakeTurn(path: string): boolean {
  try {
    symlinkSync(String(process.pid), path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!isTaken(path)) rmSync(path, { force: true });
  return false;
}

/** Gives a turn back. */
export function endTurn(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Does something in turn with other processes, for which this thread waits.
 * @throws TimeoutError when another, stopped perhaps in the middle of its turn, has not come to its end by then.
 */
export function inTurn<T>(path: string, patienceMs: number, action: () => T): T {
  const deadline = performance.now() + patienceMs;
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  while (!maybeTakeTurn(path)) {
    if (performance.now() > deadline) {
      throw new TimeoutError(`another process has been at work on ${path} for ${patienceMs} ms`);
    }
    Atomics.wait(nobody, 0, 0, LOOK_AGAIN_MS);
  }
  try {
    return action();
  } finally {
    endTurn(path);
  }
}

/**
 * Whether the process that left a mark at a time may be running still. Its number says so, unless it is our own and
 * the mark is older than we are: in a container the same numbers are given again.
 */
export function mayRun(pid: number, markedAt: number): boolean {
  if (pid === process.pid) return markedAt > Date.now() - 1000 * process.uptime() - 1000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isTaken(path: string): boolean {
  try {
    return mayRun(Number(readlinkSync(path)), lstatSync(path).mtimeMs);
  } catch (error) {
    // Gone meanwhile; or no link, as an earlier version marked its turn.
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
