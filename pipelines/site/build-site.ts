import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../errors/index.js';
import { PROJECT } from '../program/index.js';
import { openForReading } from '../store/index.js';
import { lockBuild } from './build-lock.js';
import { buildShell } from './build-shell.js';
import { checkSite } from './check-site.js';
import { fillShell } from './fill-shell.js';
import { finishPages } from './finish-pages.js';
import { keepShell, type Shell } from './keep-shell.js';
import { listFiles } from './list-files.js';
import { precompress } from './precompress.js';
import { loadRunFacts, type RunFacts } from './run-facts.js';
import { runLoaders } from './run-loaders.js';
import { shareFiles } from './share-files.js';
import { shellKey } from './shell-key.js';
import { writeManifest } from './write-manifest.js';
import { writeServiceWorker } from './write-service-worker.js';

export interface SiteBuildOptions {
  readonly databasePath: string;
  /** A folder that does not exist yet; the caller publishes it. */
  readonly outputDir: string;
  /** Folder of the site before this one: files that did not change are shared with it. */
  readonly before?: string;
  readonly onProgress?: (done: number, total: number | undefined, unit: string) => void;
  readonly signal?: AbortSignal;
}

export interface SiteBuild {
  readonly seconds: number;
  readonly pages: number;
  readonly bytes: number;
  /** Whether the pages' code was as it was at the last build, so that only data were put into them. */
  readonly isShellKept: boolean;
}

/** Beside what Framework keeps for itself. */
const PLACE = join(PROJECT, 'notebooks/.observablehq');

/**
 * Builds the site from a database into a fresh folder: the shell of the pages, which is kept from one build to
 * the next while their code is the same, filled with the run; then the content policy and a check of it all.
 * Builds that meet on one checkout wait for each other's shell.
 * @throws Problem when Framework or a loader fails or the built site has a fault; it names the page and the fault.
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuild> {
  const start = performance.now();
  const output = resolve(options.outputDir);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const shell = await fill(options, output);
  finishPages(output);
  writeManifest(output);
  writeServiceWorker(output);
  const faults = checkSite(output);
  if (faults.length > 0) throw faultyProblem(faults);
  if (options.before !== undefined) shareFiles(output, resolve(options.before));
  precompress(output);
  const files = listFiles(output);
  return {
    seconds: (performance.now() - start) / 1000,
    pages: files.filter((file) => file.endsWith('.html')).length,
    bytes: files.reduce((sum, file) => sum + statSync(join(output, file)).size, 0),
    isShellKept: shell.isKept,
  };
}

/** The loaders run beside the work on the shell: neither needs the other, and where one fails both stop. */
async function fill(options: SiteBuildOptions, output: string): Promise<Shell> {
  const facts = await readFacts(options.databasePath);
  let steps = 0;
  const onLines = (count: number) => options.onProgress?.((steps += count), undefined, 'steps');
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  const stop = (error: unknown) => failed.abort(error);
  const release = await lockBuild(PLACE, options.signal);
  try {
    const [shell, files] = await Promise.all([
      keepShell(join(PLACE, 'shell'), shellKey, (outputDir) =>
        buildShell({ outputDir, onLines, signal }),
      ).catch(stop),
      runLoaders(options.databasePath, signal).catch(stop),
    ]);
    if (!shell || !files) throw failed.signal.reason;
    fillShell(shell.folder, output, { facts, files });
    return shell;
  } finally {
    release();
  }
}

async function readFacts(databasePath: string): Promise<RunFacts> {
  const database = await openForReading(databasePath);
  try {
    return await loadRunFacts(database);
  } finally {
    database.close();
  }
}

function faultyProblem(faults: readonly string[]): Problem {
  const shown = faults.slice(0, 10).join('\n  ');
  const rest = faults.length > 10 ? `\n  and ${faults.length - 10} more` : '';
  return new Problem('internal', `the built site has ${faults.length} faults:\n  ${shown}${rest}`, {
    suggestion:
      'The published site is untouched. Delete notebooks/.observablehq and build again; if the fault stays, it is in the page named.',
  });
}
