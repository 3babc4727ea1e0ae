import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../errors/index.js';
import { PROJECT } from '../program/index.js';

export interface ChildOptions {
  /** What it is, for the message when it fails. */
  readonly name: string;
  /** What Node is given: flags and a file, from the project's root. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where its output goes; without it, output is lines for `onLines`. */
  readonly outputPath?: string;
  readonly onLines?: (count: number) => void;
  readonly signal?: AbortSignal;
}

const KEPT_LINES = 40;

/**
 * Runs a part of the site's build in a process of its own, which killing is the only way to cancel.
 * @throws Problem with the last lines it said when it fails, or that it was cancelled.
 */
export async function runChild(options: ChildOptions): Promise<void> {
  const { name, argv, env, outputPath, onLines, signal } = options;
  signal?.throwIfAborted();
  const child = spawn(process.execPath, argv, {
    cwd: PROJECT,
    // Its input ends when this process does, however that comes: what listens need not outlive it.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const abort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', abort, { once: true });
  const tail: string[] = [];
  const listen = (chunk: Buffer) => {
    const lines = chunk
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    tail.push(...lines);
    tail.splice(0, Math.max(0, tail.length - KEPT_LINES));
    onLines?.(lines.length);
  };
  child.stderr.on('data', listen);
  if (outputPath === undefined) child.stdout.on('data', listen);
  const written =
    outputPath === undefined ? undefined : pipeline(child.stdout, createWriteStream(outputPath));
  try {
    const [code] = await Promise.all([ended(child), written]);
    if (code !== 0) throw failedProblem(name, code, tail);
  } catch (error) {
    if (signal?.aborted) throw new Problem('cancelled', 'the site build was cancelled');
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
}

function failedProblem(name: string, code: number | null, tail: readonly string[]): Problem {
  return new Problem('internal', `the site build ended with code ${code} in ${name}:\n${tail.join('\n')}`, {
    suggestion: 'The last lines above name the page or loader at fault; the published site is untouched.',
  });
}
