import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { requireFreePort } from '../../serve/index.js';
import { publishedRun, SITE_FOLDER } from '../../workspace/index.js';
import { addCommonFlags } from '../flags.js';
import { openSession } from '../session.js';
import { addSourceFlags } from '../source-options.js';
import { printJson } from '../output.js';
import { type NightlyFlags, nightly, nightlyDocument, printSummary } from './nightly.js';
import { printAddress, type ServeFlags, serve, siteAddress } from './serve.js';

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
    let night: object = {};
    if (!hasSite || flags.fresh !== false) {
      // A night takes a minute: that its site cannot be served is better known before it.
      await requireFreePort(siteAddress(session, flags));
      const begun = performance.now();
      const summary = await nightly(session, flags);
      session.close();
      const total = (performance.now() - begun) / 1000;
      if (flags.json) night = nightlyDocument(summary, total);
      else printSummary(summary, total);
    }
    await serve(session, flags, (url) => {
      if (flags.json) printJson({ ...night, url });
      else printAddress(url);
    });
  });
}
