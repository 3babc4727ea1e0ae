import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtOnce } from '../../built-once.js';
import { technicJson } from './run-technic.js';

/** In a folder whose name has what a path may have. */
const NIGHT_PLACE = 'a night at Zürich';
const NIGHT = 'nightly --no-site --source synthetic --symbol-count 33 --years 2 --workspace'.split(' ');

export interface PreparedWorkspace {
  readonly folder: string;
  cleanUp(): void;
}

/**
 * A workspace after one night of a small market, SYN001 to SYN033 with their benchmark over two years, to do
 * with as one likes: a copy of one that is made once in a run of the suite.
 */
export async function preparedWorkspace(): Promise<PreparedWorkspace> {
  const night = await builtOnce(NIGHT_PLACE, async (folder) => {
    await technicJson([...NIGHT, folder]);
  });
  const folder = mkdtempSync(join(tmpdir(), `technic after ${NIGHT_PLACE} `));
  cpSync(night.folder, folder, { recursive: true, verbatimSymlinks: true });
  night.cleanUp();
  return { folder, cleanUp: () => rmSync(folder, { recursive: true, force: true }) };
}
