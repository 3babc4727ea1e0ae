import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  locateWorkspace,
  lockWorkspace,
  prepareWorkspace,
  type Workspace,
} from '../../../pipelines/workspace/index.js';

let workspace: Workspace;
beforeEach(() => {
  workspace = locateWorkspace(mkdtempSync(join(tmpdir(), 'technic-workspace-')));
  prepareWorkspace(workspace);
});
afterEach(() => rmSync(workspace.root, { recursive: true, force: true }));

const REFUSED = 'another run is writing';

describe('the lock of a workspace', () => {
  test('a second run is refused while the first holds it, and let in afterwards', () => {
    const unlock = lockWorkspace(workspace);
    expect(() => lockWorkspace(workspace)).toThrow(
      `${REFUSED} to ${workspace.root} (process ${process.pid})`,
    );
    unlock();
    lockWorkspace(workspace)();
  });

  test('a lock of a process that is gone is taken over, and nothing is left of it', () => {
    writeFileSync(workspace.lockFile, '2147483646');
    lockWorkspace(workspace)();
    expect(readdirSync(workspace.root).filter((name) => name.includes('lock'))).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'a lock of an earlier process under the same number is taken over, as in a container that was killed',
    () => {
      writeFileSync(workspace.lockFile, `${process.pid} 1`);
      const unlock = lockWorkspace(workspace);
      expect(readFileSync(workspace.lockFile, 'utf8')).not.toBe(`${process.pid} 1`);
      unlock();
    },
  );

  test('a lock that is just being written holds; one that a kill left empty does not', () => {
    writeFileSync(workspace.lockFile, '');
    expect(() => lockWorkspace(workspace)).toThrow(REFUSED);
    utimesSync(workspace.lockFile, 1, 1);
    expect(() => lockWorkspace(workspace)()).not.toThrow();
  });
});
