import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../errors/index.js';
import { lockBuild } from './build-lock.js';
import { bundleModules } from './bundle-modules.js';
import { checkSite } from './check-site.js';
import { finishPages } from './finish-pages.js';
import { precompress } from './precompress.js';
import { runChild } from './run-child.js';
import { shareFiles } from './share-files.js';
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
}

const PROJECT = resolve(import.meta.dirname, '../..');
const CACHE = join(PROJECT, 'notebooks/.observablehq/cache');
const LOADERS = ['site.tar', 'sql.tar'];

/**
 * Builds the site from a database into a fresh folder, adds the content policy and checks the result.
 * Builds that meet on one checkout wait for each other, for Framework keeps one cache beside the pages.
 * @throws Problem when Framework fails or the built site has a fault; it names the page and the fault.
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuild> {
  const start = performance.now();
  const output = resolve(options.outputDir);
  const release = await lockBuild(join(PROJECT, 'notebooks/.observablehq'), options.signal);
  try {
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output, { recursive: true });
    await runLoaders(options);
    await runFramework(options, output);
  } finally {
    release();
  }
  await bundleModules(output);
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
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

/**
 * Framework would run one loader after the other: here they run beside each other, into its cache, and it
 * finds what they wrote.
 */
async function runLoaders({ databasePath, signal }: SiteBuildOptions): Promise<void> {
  const cache = join(CACHE, 'data');
  // A cached output is taken whatever the database says: yesterday's must go.
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const ends = await Promise.allSettled(
    LOADERS.map((name) =>
      runChild({
        script: `notebooks/data/${name}.ts`,
        databasePath,
        outputPath: join(cache, name),
        signal,
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function runFramework(options: SiteBuildOptions, output: string): Promise<void> {
  let steps = 0;
  await runChild({
    script: 'pipelines/site/framework.mjs',
    databasePath: options.databasePath,
    env: { OBSERVABLE_TELEMETRY_DISABLE: '1', TECHNIC_SITE_OUTPUT: output },
    onLines: (count) => options.onProgress?.((steps += count), undefined, 'steps'),
    signal: options.signal,
  });
}

function faultyProblem(faults: readonly string[]): Problem {
  const shown = faults.slice(0, 10).join('\n  ');
  const rest = faults.length > 10 ? `\n  and ${faults.length - 10} more` : '';
  return new Problem('internal', `the built site has ${faults.length} faults:\n  ${shown}${rest}`, {
    suggestion:
      'The published site is untouched. Delete notebooks/.observablehq and build again; if the fault stays, it is in the page named.',
  });
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
