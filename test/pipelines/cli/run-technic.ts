import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../../..');
const PROGRAM = join(PROJECT, 'pipelines/cli/technic.mjs');
/** For tests of what the lean config leaves out: `nightly --config WHOLE_CONFIG`. */
export const WHOLE_CONFIG = join(PROJECT, 'technic.config.ts');
const LEAN_CONFIG = join(PROJECT, 'test/lean.config.ts');

export interface TechnicResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line as a user would, in a process of its own; a nightly on the lean config, unless told
 * which.
 * @param options.killAfterMs SIGKILL after so many milliseconds; `signal` sends another signal instead.
 * @param options.killWhen looked at every few milliseconds: the signal is sent once it holds.
 */
export function technic(
  args: readonly string[],
  options: {
    killAfterMs?: number;
    killWhen?: () => boolean;
    signal?: NodeJS.Signals;
    env?: NodeJS.ProcessEnv;
    cwd?: string;
  } = {},
): Promise<TechnicResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args, ...leanly(args)], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    const timer =
      options.killAfterMs === undefined
        ? undefined
        : setTimeout(() => child.kill(options.signal ?? 'SIGKILL'), options.killAfterMs);
    const watch = setInterval(() => {
      if (!options.killWhen?.()) return;
      clearInterval(watch);
      child.kill(options.signal ?? 'SIGKILL');
    }, 10);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** Runs the command line and interrupts it, as Ctrl-C does, as soon as a condition holds. */
export async function interruptedWhen(args: readonly string[], holds: () => boolean): Promise<TechnicResult> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const watch = setInterval(() => {
    if (!holds()) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 5);
  const [code, signal] = await closed;
  clearInterval(watch);
  return { code, signal, stdout: '', stderr };
}

function leanly([command, ...flags]: readonly string[]): string[] {
  const isLean = (command === 'nightly' || command === 'start') && !flags.includes('--config');
  return isLean && !flags.includes('--help') ? ['--config', LEAN_CONFIG] : [];
}

/** Runs a command that is expected to succeed and reads the one JSON document on its stdout. */
export async function technicJson<T>(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<T> {
  const { code, stdout, stderr } = await technic([...args, '--json', '--quiet'], { env });
  if (code !== 0) throw new Error(`technic ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
