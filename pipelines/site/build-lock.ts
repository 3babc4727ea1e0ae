import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeProcessLock } from '../workspace/index.js';

const POLL_MS = 100;

/**
 * Waits for its turn to build in a folder. The lock of a process that is gone is taken over.
 * @returns the function that lets the next one in.
 * @throws AbortError when the signal fires while waiting.
 */
export async function lockBuild(folder: string, signal?: AbortSignal): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const lock = takeProcessLock(join(folder, 'build.lock'));
    if ('release' in lock) return lock.release;
    await sleep(POLL_MS, undefined, { signal });
  }
}
