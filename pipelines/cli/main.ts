import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { type Problem, toProblem } from '../errors/index.js';
import { PROJECT } from '../program/index.js';
import { registerCommands } from './register-commands.js';

const { version: VERSION } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  version: string;
};

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
/** 128 + SIGINT, as shells expect of a program that was interrupted. */
const EXIT_INTERRUPTED = 130;

/** Runs the command line. Sets the exit code: 0 done, 1 failed, 2 bad usage, 130 interrupted. */
export async function main(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  process.stdout.on('error', endForOutput);
  const program = new Command('technic')
    .description('Scan, rate and backtest a market of daily bars, and read it on a site.')
    .version(VERSION, '--version', 'print the version')
    .showHelpAfterError('(add --help for usage and examples)')
    .exitOverride();
  await registerCommands(program, interrupt.signal, argv[2]);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** `technic scan | head` closes the pipe early: that is the reader's right, not a failure. A full disk is one. */
function endForOutput(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? 0 : report(error));
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Only expressions begin with one minus and go on: no option is written so.
    if (/^error: unknown option '-[^-]./.test(error.message))
      process.stderr.write('  An expression that begins with a minus goes last, behind --: -- "-return_5"\n');
    // Help and version that were asked for are no fault; help in place of a missing command is.
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
  const problem = toProblem(error);
  process.stderr.write(`${describe(problem)}\n`);
  if (problem.kind === 'usage' || problem.kind === 'config') return EXIT_USAGE;
  return problem.kind === 'cancelled' ? EXIT_INTERRUPTED : EXIT_FAILED;
}

function describe(problem: Problem): string {
  if (problem.kind === 'cancelled') {
    const next = problem.suggestion === undefined ? '' : ` ${problem.suggestion}`;
    return `interrupted: nothing was published, the last good run stays.${next}`;
  }
  const lines = [`error: ${problem.message}`];
  if (problem.suggestion) lines.push(`  ${problem.suggestion}`);
  if (problem.retryable) lines.push('  Trying again may help.');
  if (problem.kind === 'internal') {
    const cause = problem.cause instanceof Error ? problem.cause.stack : undefined;
    lines.push('  This looks like a fault in Technic itself. Please report it with what follows.');
    if (cause) lines.push(cause);
  }
  return lines.join('\n');
}
