/** Where a failure comes from; decides the exit code, the wording and whether a retry can help. */
export type ProblemKind =
  | 'usage'
  | 'config'
  | 'input'
  | 'vendor'
  | 'network'
  | 'storage'
  | 'resource'
  | 'cancelled'
  | 'internal';

export interface ProblemOptions {
  /** What the reader can do about it, as a full sentence. */
  readonly suggestion?: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** A failure that a person is meant to read: what happened, and what to do. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly suggestion: string | undefined;
  readonly retryable: boolean;

  constructor(kind: ProblemKind, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.suggestion = options.suggestion;
    this.retryable = options.retryable ?? false;
  }
}

const ERRNO_PROBLEMS: Readonly<Record<string, readonly [ProblemKind, string]>> = {
  ENOSPC: ['resource', 'The disk is full: free some space, or choose another folder with --workspace.'],
  EDQUOT: ['resource', 'The disk quota is used up: free some space, or choose another --workspace.'],
  EACCES: ['storage', 'Permission denied: make the folder writable, or choose another with --workspace.'],
  EPERM: ['storage', 'Permission denied: make the folder writable, or choose another with --workspace.'],
  EROFS: ['storage', 'The file system is read-only: choose a writable folder with --workspace.'],
  ENOTDIR: ['input', 'A part of the path is a file: choose another path (a workspace by --workspace).'],
  EEXIST: ['input', 'A file is where a folder must be: choose another path (a workspace by --workspace).'],
  ENOENT: ['input', 'Check the path: it does not exist.'],
  EMFILE: ['resource', 'Too many open files: raise the limit (ulimit -n).'],
  EADDRNOTAVAIL: ['input', 'This machine has no such address: choose another with --host.'],
  ENOTFOUND: ['network', 'No such host is known: check its name, and the network.'],
  EADDRINUSE: ['resource', 'The port is in use: choose another with --port.'],
};

const DAMAGED: readonly [ProblemKind, string] = [
  'storage',
  'A database file is damaged: move it away, or use another --workspace, and run "npx technic nightly".',
];

/** Any thrown value as a `Problem`; known system errors get their remedy, the rest stays `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause.name === 'AbortError') return new Problem('cancelled', 'cancelled', { cause });
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const known = ERRNO_PROBLEMS[code] ?? databaseProblem(cause.message);
  if (known) return new Problem(known[0], cause.message, { suggestion: known[1], cause });
  return new Problem('internal', cause.message, { cause });
}

/** DuckDB reports a full disk, missing rights and damage in words, not by code. */
function databaseProblem(message: string): readonly [ProblemKind, string] | undefined {
  if (/no space left|could not write all bytes|disk is full/i.test(message)) return ERRNO_PROBLEMS.ENOSPC;
  if (/read-only file system/i.test(message)) return ERRNO_PROBLEMS.EROFS;
  if (/permission denied/i.test(message)) return ERRNO_PROBLEMS.EACCES;
  if (/corrupt|checksum|not a valid DuckDB database/i.test(message)) return DAMAGED;
  return undefined;
}
