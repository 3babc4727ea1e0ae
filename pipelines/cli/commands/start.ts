import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { publishedRun, SITE_FOLDER } from '../../workspace/index.js';
import { addCommonFlags } from '../flags.js';
import { print } from '../output.js';
import { openSession } from '../session.js';
import { addSourceFlags } from '../source-options.js';
import { type NightlyFlags, nightly } from './nightly.js';
import { type ServeFlags, serve } from './serve.js';

interface StartFlags extends NightlyFlags, ServeFlags {
  readonly fresh?: boolean;
}

export function registerStart(program: Command, signal: AbortSignal): void {
  const command = program
    .command('start')
    .description('Run a nightly, then serve the site: what "npm start" does.')
    .option('--port <number>', 'port (default: the config; 0 takes a free one)')
    .option('--host <address>', 'address to listen on (default: the config)')
    .option('--no-fresh', 'serve the last nightly as it is, where there is one');
  addSourceFlags(addCommonFlags(command)).action(async (flags: StartFlags) => {
    const session = await openSession(flags, signal);
    const run = publishedRun(session.workspace);
    const hasSite = run !== undefined && existsSync(join(run, SITE_FOLDER));
    if (!hasSite || flags.fresh !== false) {
      const summary = await nightly(session, flags);
      session.close();
      print(
        `as of ${summary.stamp.asOf}: ${summary.outcome.scanned} symbols scanned, source ${summary.stamp.source}`,
      );
    }
    await serve(session, flags);
  });
}
