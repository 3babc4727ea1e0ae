import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT } from '../program/index.js';
import { bundleModules } from './bundle-modules.js';
import { precompress } from './precompress.js';
import { refuseHiddenNames } from './refuse-hidden-names.js';
import { runChild } from './run-child.js';

export interface ShellBuildOptions {
  /** A folder that exists and is empty. */
  readonly outputDir: string;
  readonly onLines?: (count: number) => void;
  readonly signal?: AbortSignal;
}

const NOTEBOOKS = join(PROJECT, 'notebooks');
const CACHE = join(NOTEBOOKS, '.observablehq/cache');
const FILE_OF_PAGE = /FileAttachment\("(data\/[^"]+)"\)/g;

/**
 * Builds the shell of the site: its pages and all their code, without a run. Where a page reads a file, one
 * stands that holds only its own name. The caller holds the lock of the build, for Framework keeps one cache
 * beside the pages.
 * @throws Problem when Framework fails, or when anything but a page's list of its files knows the name of one.
 */
export async function buildShell({ outputDir, onLines, signal }: ShellBuildOptions): Promise<void> {
  const cache = join(CACHE, 'data');
  rmSync(cache, { recursive: true, force: true });
  try {
    writePlaceholders(cache);
    await runChild({
      name: 'Observable Framework',
      argv: ['--import', 'tsx', 'pipelines/site/framework.mjs'],
      env: {
        OBSERVABLE_TELEMETRY_DISABLE: '1',
        TECHNIC_SITE_OUTPUT: outputDir,
        TECHNIC_SITE_SHELL: '1',
        // A loader that Framework starts for a file without a placeholder must not read somebody's run.
        TECHNIC_DATABASE: join(outputDir, 'no-run.duckdb'),
      },
      onLines,
      signal,
    });
  } finally {
    // A preview would take them for data.
    rmSync(cache, { recursive: true, force: true });
  }
  await bundleModules(outputDir);
  refuseHiddenNames(outputDir);
  precompress(outputDir);
}

/** As old as can be: a preview that meets what a killed build left behind asks its loaders again. */
function writePlaceholders(cache: string): void {
  const pages = readdirSync(NOTEBOOKS).filter((name) => name.endsWith('.md'));
  for (const page of pages) {
    for (const [, name] of readFileSync(join(NOTEBOOKS, page), 'utf8').matchAll(FILE_OF_PAGE)) {
      const path = join(cache, '..', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, name);
      utimesSync(path, 0, 0);
    }
  }
}
