import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const POLL_MS = 200;
const OUTCOME = 'outcome';
const BUILT = 'built';

export interface BuiltOnce {
  /** What was built; no test writes to it. */
  readonly folder: string;
  /** Removes what no other test file can use. */
  cleanUp(): void;
}

/**
 * What several test files look at, built once in a run of the suite: `test/run.mjs` names a folder that they
 * share and removes it at the end. A file that is run by itself builds its own.
 * @throws in every file that waits for it when it cannot be built.
 */
export async function builtOnce(name: string, build: (folder: string) => Promise<void>): Promise<BuiltOnce> {
  const shared = process.env.TECHNIC_TEST_SHARED;
  const place = shared === undefined ? mkdtempSync(join(tmpdir(), `technic ${name} `)) : join(shared, name);
  const folder = join(place, 'contents');
  if (shared === undefined || isFirst(place)) {
    const outcome = await build(folder).then(
      () => BUILT,
      (error: unknown) => String(error),
    );
    writeFileSync(join(place, 'telling'), outcome);
    renameSync(join(place, 'telling'), join(place, OUTCOME));
  } else {
    while (!existsSync(join(place, OUTCOME))) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const outcome = readFileSync(join(place, OUTCOME), 'utf8');
  if (outcome !== BUILT) throw new Error(`${name} cannot be built: ${outcome}`);
  return {
    folder,
    cleanUp: () => {
      if (shared === undefined) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Whoever makes the folder builds what belongs in it. */
function isFirst(place: string): boolean {
  mkdirSync(join(place, '..'), { recursive: true });
  try {
    mkdirSync(place);
    return true;
  } catch {
    return false;
  }
}
