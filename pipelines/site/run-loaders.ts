import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleWorker } from '../workers/index.js';
import { runChild } from './run-child.js';
import { untar } from './untar.js';

const LOADERS = ['site', 'sql'];

/**
 * Runs the pages' loaders beside each other: each hands over one archive.
 * @returns every file by the name that pages have for it, such as `data/site/run.json`.
 */
export async function runLoaders(
  databasePath: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), 'technic-loaders-'));
  try {
    const ends = await Promise.allSettled(
      LOADERS.map((name) =>
        runChild({
          name: `loaders/${name}.tar.ts`,
          argv: argvOf(`loaders/${name}.tar.ts`),
          env: { TECHNIC_DATABASE: resolve(databasePath) },
          outputPath: join(folder, name),
          signal,
        }),
      ),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return new Map(
      LOADERS.flatMap((loader) =>
        [...untar(readFileSync(join(folder, loader)))].map(
          ([name, bytes]) => [`data/${loader}/${name}`, bytes] as const,
        ),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A loader starts on one file of JavaScript; where none can be kept, tsx transpiles two hundred one by one. */
function argvOf(loader: string): readonly string[] {
  const bundle = bundleWorker(`../${loader}`);
  return bundle === undefined ? ['--import', 'tsx', loader] : [bundle.path];
}
