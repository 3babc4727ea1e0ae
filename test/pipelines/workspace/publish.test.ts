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
  completeRun,
  latestRunOn,
  locateWorkspace,
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

function prepared(name: string, market: string | undefined = 'A'): string {
  const folder = join(workspace.runs, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'technic.duckdb'), name);
  if (market !== undefined && market !== 'killed') completeRun(folder, market);
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
    sweepRuns(workspace, 2);
    expect(readFileSync(join(open ?? '', 'technic.duckdb'), 'utf8')).toBe('20260101');
  });

  test('what a killed run left is swept, the published run stays', () => {
    publishRun(workspace, prepared('20260101'));
    prepared('20260103', 'killed');
    sweepRuns(workspace, 2);
    expect(readdirSync(workspace.runs)).toEqual(['20260101']);
    expect(existsSync(join(workspace.current, 'technic.duckdb'))).toBe(true);
  });

  test('each market keeps its latest run, which holds its ledger, however many nights another market has', () => {
    publishRun(workspace, prepared('20260101', 'mine'));
    for (const name of ['20260102', '20260103', '20260104', '20260105']) {
      publishRun(workspace, prepared(name, 'other'));
      sweepRuns(workspace, 2);
    }
    expect(readdirSync(workspace.runs).sort()).toEqual(['20260101', '20260104', '20260105']);
    expect(latestRunOn(workspace, 'mine')).toBe(join(workspace.runs, '20260101'));
    expect(latestRunOn(workspace, 'new')).toBeUndefined();
  });

  test.each([2, 3, 5])('as many runs stay as are asked for, latest first: %i', (keepRuns) => {
    const names = ['20260101', '20260102', '20260103', '20260104'];
    for (const name of names) publishRun(workspace, prepared(name));
    sweepRuns(workspace, keepRuns);
    expect(readdirSync(workspace.runs).sort()).toEqual(names.slice(-keepRuns));
  });

  test('a workspace without a run has none published', () => {
    expect(publishedRun(workspace)).toBeUndefined();
  });
});
