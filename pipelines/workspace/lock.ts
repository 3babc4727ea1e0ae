import { Problem, toProblem } from '../errors/index.js';
import { type ProcessLock, takeProcessLock } from './process-lock.js';
import type { Workspace } from './workspace.js';

/**
 * Takes the workspace for one writing run. A lock left by a process that is gone is taken over.
 * @returns the function that gives it back.
 * @throws Problem when another run is at work.
 */
export function lockWorkspace(workspace: Workspace): () => void {
  const lock = take(workspace.lockFile);
  if ('release' in lock) return lock.release;
  const by = lock.holder === undefined ? '' : ` (process ${lock.holder})`;
  throw new Problem('storage', `another run is writing to ${workspace.root}${by}`, {
    suggestion: 'Wait for it to finish, stop it, or use another --workspace.',
    retryable: true,
  });
}

function take(file: string): ProcessLock {
  try {
    return takeProcessLock(file);
  } catch (error) {
    throw toProblem(error);
  }
}
