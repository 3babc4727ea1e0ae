import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { Problem, toProblem } from '../errors/index.js';
import type { Workspace } from './workspace.js';

/**
 * Takes the workspace for one writing run. A lock left by a process that is gone is taken over.
 * @returns the function that gives it back.
 * @throws Problem when another run is at work.
 */
export function lockWorkspace(workspace: Workspace): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(workspace.lockFile, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(workspace.lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toProblem(error);
      const holder = lockHolder(workspace.lockFile);
      if (holder !== undefined) throw busy(workspace, holder);
      rmSync(workspace.lockFile, { force: true });
    }
  }
  throw busy(workspace, undefined);
}

/** Process that holds the lock, or undefined when it is gone or the file is half written. */
function lockHolder(lockFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    const alive = (error as NodeJS.ErrnoException).code === 'EPERM';
    return alive ? Number(readFileSync(lockFile, 'utf8')) : undefined;
  }
}

function busy(workspace: Workspace, pid: number | undefined): Problem {
  return new Problem(
    'storage',
    `another run is writing to ${workspace.root}${pid ? ` (process ${pid})` : ''}`,
    {
      suggestion: 'Wait for it to finish, stop it, or use another --workspace.',
      retryable: true,
    },
  );
}
