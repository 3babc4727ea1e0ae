import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  locateWorkspace,
  lockWorkspace,
  prepareWorkspace,
  publishedRun,
  publishRun,
  sweepRuns,
  type Workspace,
} from '../../../pipelines/workspace/index.js';

let workspace: Workspace;

beforeEach(() => {
  workspace = locateWorkspace(mkdtempSync(join(tmpdir(), 'technic-workspace-')));
  prepareWorkspace(workspace);
});

afterEach(() => rmSync(workspace.root, { recursive: true, force: true }));

function prepared(name: string, complete = true): string {
  const folder = join(workspace.runs, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'technic.duckdb'), name);
  if (complete) writeFileSync(join(folder, 'complete'), '');
  return folder;
}

describe('publishing a run', () => {
  test('the link moves from the old run to the new one', () => {
    publishRun(workspace, prepared('20260101'));
    publishRun(workspace, prepared('20260102'));
    expect(readFileSync(join(workspace.current, 'technic.duckdb'), 'utf8')).toBe('20260102');
  });

  test('a reader that resolved the old run keeps it after the next is published', () => {
    publishRun(workspace, prepared('20260101'));
    const open = publishedRun(workspace);
    publishRun(workspace, prepared('20260102'));
    sweepRuns(workspace);
    expect(readFileSync(join(open ?? '', 'technic.duckdb'), 'utf8')).toBe('20260101');
  });

  test('what a killed run left is swept, the published run stays', () => {
    publishRun(workspace, prepared('20260101'));
    prepared('20260103', false);
    sweepRuns(workspace);
    expect(readdirSync(workspace.runs)).toEqual(['20260101']);
    expect(existsSync(join(workspace.current, 'technic.duckdb'))).toBe(true);
  });

  test('a workspace without a run has none published', () => {
    expect(publishedRun(workspace)).toBeUndefined();
  });
});

describe('the lock of a workspace', () => {
  test('a second run is refused while the first holds it, and let in afterwards', () => {
    const unlock = lockWorkspace(workspace);
    expect(() => lockWorkspace(workspace)).toThrow('another run is writing');
    unlock();
    lockWorkspace(workspace)();
  });

  test('a lock of a process that is gone is taken over', () => {
    writeFileSync(workspace.lockFile, '2147483646');
    expect(() => lockWorkspace(workspace)()).not.toThrow();
  });

  test('a half-written lock is taken over', () => {
    writeFileSync(workspace.lockFile, '');
    expect(() => lockWorkspace(workspace)()).not.toThrow();
  });
});
