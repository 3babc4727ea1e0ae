import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Problem } from '../../errors/index.js';
import { serveSite } from '../../serve/index.js';
import { publishedRun, SITE_FOLDER, withoutRun } from '../../workspace/index.js';
import { addCommonFlags, toCount } from '../flags.js';
import { print, printJson } from '../output.js';
import { rememberRequest } from '../remember-request.js';
import { type CommonFlags, openSession, type Session } from '../session.js';

export interface ServeFlags extends CommonFlags {
  readonly port?: string;
  readonly host?: string;
}

export function registerServe(program: Command, signal: AbortSignal): void {
  const command = program
    .command('serve')
    .description('Serve the site of the last nightly until interrupted.')
    .option('--port <number>', 'port (default: the config; 0 takes a free one)')
    .option('--host <address>', 'address to listen on (default: the config, this machine only)');
  addCommonFlags(command).action(async (flags: ServeFlags) => {
    await serve(await openSession(flags, signal), flags, (url) => {
      if (flags.json) printJson({ url });
      else printAddress(url);
    });
  });
}

/** Where the site is to be served, by the flags, else the config. @throws Problem naming a faulty flag. */
export function siteAddress({ config }: Session, flags: ServeFlags) {
  return {
    port: toCount('--port', flags.port, 0, 65_535) ?? config.server.port,
    host: flags.host ?? config.server.host,
  };
}

/** Says where the site is. */
export function printAddress(url: string): void {
  print(`the site is at ${url} (Ctrl-C to stop)`);
}

/**
 * Serves the published site until the session is interrupted.
 * @param onServing told the address once the site answers there.
 * @throws Problem when there is no site.
 */
export async function serve(
  session: Session,
  flags: ServeFlags,
  onServing: (url: string) => void,
): Promise<void> {
  const { workspace, signal } = session;
  const address = siteAddress(session, flags);
  const run = publishedRun(workspace);
  if (run === undefined || !existsSync(join(run, SITE_FOLDER))) {
    throw new Problem(
      'input',
      run === undefined ? withoutRun(workspace, 'site') : `there is no site in ${run}`,
      {
        suggestion: 'Run "npx technic nightly" first, or "npm start", which does both.',
      },
    );
  }
  const server = await serveSite({
    root: join(workspace.current, SITE_FOLDER),
    ...address,
    onSymbol: (symbol) => rememberRequest(workspace, { at: Date.now(), symbol, by: 'page' }),
  });
  onServing(server.url);
  await new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  await server.close();
}
