import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A file that is being written has no process in it yet; one that stays empty was left by a kill. */
const EMPTY_MS = 2000;

/** What came of asking for a lock: the function that gives it back, or who holds it, where that can be read. */
export type ProcessLock = { readonly release: () => void } | { readonly holder: number | undefined };

/**
 * Takes a lock for this process: a file with its number and, where the system tells, when it started, so that
 * another process under the same number (in a container they come again) is not taken for the holder. The
 * lock of a process that is gone is taken over, by one of those who ask at once.
 * @throws where the file cannot be written.
 */
export function takeProcessLock(file: string): ProcessLock {
  const own = `${process.pid} ${startOf(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, own, { flag: 'wx' });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const text = maybeRead(file);
    if (text === undefined) continue;
    const pid = Number(text.split(' ')[0]);
    if (isHeld(file, text, pid)) return { holder: pid > 0 ? pid : undefined };
    moveAside(file, text);
  }
}

/** Whether the process that took the lock is still the one under its number. */
function isHeld(file: string, text: string, pid: number): boolean {
  if (text === '') return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < EMPTY_MS;
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const start = text.split(' ')[1] ?? '';
  if (start !== '') return start === startOf(pid);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes a dead lock. Between reading and moving another may have taken it over: then that one goes back. */
function moveAside(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (maybeRead(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function maybeRead(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** When a process started, in ticks since the machine did (proc(5), field 22); empty where no such thing is told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
