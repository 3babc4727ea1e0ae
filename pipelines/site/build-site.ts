import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../errors/index.js';
import { lockBuild } from './build-lock.js';
import { bundleModules } from './bundle-modules.js';
import { checkSite } from './check-site.js';
import { finishPages } from './finish-pages.js';
import { precompress } from './precompress.js';
import { writeManifest } from './write-manifest.js';
import { writeServiceWorker } from './write-service-worker.js';

export interface SiteBuildOptions {
  readonly databasePath: string;
  /** A folder that does not exist yet; the caller publishes it. */
  readonly outputDir: string;
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
const KEPT_LINES = 40;

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
    // Framework republishes a cached loader output whatever the database says: yesterday's must go.
    rmSync(join(CACHE, 'data'), { recursive: true, force: true });
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output, { recursive: true });
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
  precompress(output);
  const files = listFiles(output);
  return {
    seconds: (performance.now() - start) / 1000,
    pages: files.filter((file) => file.endsWith('.html')).length,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

function runFramework(options: SiteBuildOptions, output: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(PROJECT, 'pipelines/site/framework.mjs')], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      OBSERVABLE_TELEMETRY_DISABLE: '1',
      NO_COLOR: '1',
      TECHNIC_DATABASE: resolve(options.databasePath),
      TECHNIC_SITE_OUTPUT: output,
    },
  });
  const abort = () => child.kill('SIGKILL');
  options.signal?.addEventListener('abort', abort, { once: true });
  const tail: string[] = [];
  let steps = 0;
  const listen = (chunk: Buffer) => {
    const lines = chunk
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    tail.push(...lines);
    tail.splice(0, Math.max(0, tail.length - KEPT_LINES));
    steps += lines.length;
    options.onProgress?.(steps, undefined, 'steps');
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      options.signal?.removeEventListener('abort', abort);
      if (options.signal?.aborted) fail(new Problem('cancelled', 'the site build was cancelled'));
      else if (code === 0) done();
      else fail(frameworkProblem(code, tail));
    });
  });
}

function frameworkProblem(code: number | null, tail: readonly string[]): Problem {
  return new Problem('internal', `the site build ended with code ${code}:\n${tail.join('\n')}`, {
    suggestion: 'The last lines above name the page or loader at fault; the published site is untouched.',
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
