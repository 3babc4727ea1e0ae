import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Waits for its turn to build in a folder. The lock of a process that is gone is taken over.
 * @returns the function that lets the next one in.
 * @throws AbortError when the signal fires while waiting.
 */
export async function lockBuild(folder: string, signal?: AbortSignal): Promise<() => void> {
  const lockFile = join(folder, 'build.lock');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lockFile)) rmSync(lockFile, { force: true });
    else await sleep(POLL_MS, undefined, { signal });
  }
}

/** Whether the process that took the lock is gone. An unreadable lock is being written or given back. */
function isAbandoned(lockFile: string): boolean {
  let holder: number;
  try {
    holder = Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return false;
  }
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
