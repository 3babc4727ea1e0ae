import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from '../../pipelines/site/index.js';
import { type FixtureSize, fillFixture } from '../loaders/fixture.js';

const POLL_MS = 200;

export interface BuiltSite {
  readonly root: string;
  cleanUp(): void;
}

/**
 * The site of a fixture, built once in a run of the suite: `test/run.mjs` names a folder that the test files
 * share and removes it at the end. A file that is run by itself builds its own. No test writes to a site.
 */
export async function sharedSite(size: FixtureSize): Promise<BuiltSite> {
  const shared = process.env.TECHNIC_TEST_SITES;
  const folder =
    shared === undefined
      ? mkdtempSync(join(tmpdir(), 'technic-browser-'))
      : join(shared, `${size.symbols}x${size.sessions}`);
  const root = join(folder, 'site');
  const cleanUp = () => {
    if (shared === undefined) rmSync(folder, { recursive: true, force: true });
  };
  if (shared === undefined || isFirst(folder)) {
    const databasePath = join(folder, 'technic.duckdb');
    await fillFixture(databasePath, size);
    await buildSite({ databasePath, outputDir: root });
    writeFileSync(join(folder, 'built'), '');
  } else {
    while (!existsSync(join(folder, 'built'))) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { root, cleanUp };
}

/** Whoever makes the folder builds what belongs in it. */
function isFirst(folder: string): boolean {
  mkdirSync(join(folder, '..'), { recursive: true });
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
