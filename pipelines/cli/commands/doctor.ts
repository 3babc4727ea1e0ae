import type { Command } from 'commander';
import { type Check, examine } from '../../doctor/index.js';
import { addCommonFlags } from '../flags.js';
import { print, printJson } from '../output.js';
import type { CommonFlags } from '../session.js';

const MARKS: Readonly<Record<Check['state'], string>> = {
  ok: 'ok     ',
  warning: 'look   ',
  failed: 'failed ',
};

export function registerDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Check Node, memory, config, workspace, disk, Redis, Chromium and the age of the data.');
  addCommonFlags(command).action(async (flags: CommonFlags) => {
    const checks = await examine({ workspace: flags.workspace, config: flags.config, now: Date.now() });
    if (flags.json) printJson({ checks });
    else
      for (const { state, name, found, remedy } of checks)
        print(`${MARKS[state]}${name}: ${found}${remedy ? `\n       ${remedy}` : ''}`);
    if (checks.some(({ state }) => state === 'failed')) process.exitCode = 1;
  });
}
