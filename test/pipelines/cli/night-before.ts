import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { builtOnce } from '../../built-once.js';
import { technicJson } from './run-technic.js';

/** In a folder whose name has what a path may have. */
const NIGHT_PLACE = 'a night at Zürich';
const NIGHT = 'nightly --no-site --source synthetic --symbol-count 33 --years 2 --workspace'.split(' ');

/** A workspace after one night. */
export interface NightBefore {
  /** Known once the tests of the file run. */
  readonly folder: string;
  /** The flags of a command that works in it. */
  readonly inWorkspace: () => string[];
}

/**
 * A workspace for the tests of a file, which is put away after them: after one night of a small market, SYN001 to
 * SYN033 with their benchmark over two years, to do with as one likes. A copy of one that is made once in a run of the
 * suite.
 */
export function nightBefore(): NightBefore {
  const prepared = { folder: '', inWorkspace: () => ['--workspace', prepared.folder] };
  beforeAll(async () => {
    const night = await builtOnce(NIGHT_PLACE, async (folder) => {
      await technicJson([...NIGHT, folder]);
    });
    prepared.folder = mkdtempSync(join(tmpdir(), `technic after ${NIGHT_PLACE} `));
    cpSync(night.folder, prepared.folder, { recursive: true, verbatimSymlinks: true });
    night.cleanUp();
  }, 120_000);
  afterAll(() => rmSync(prepared.folder, { recursive: true, force: true }));
  return prepared;
}
