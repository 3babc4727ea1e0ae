import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
          script: `loaders/${name}.tar.ts`,
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
