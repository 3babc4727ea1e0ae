import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../../pipelines/workspace/index.js';
import { openForReading, openForWriting } from '../../../pipelines/store/index.js';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const SYNTHETIC = ['--source', 'synthetic', '--symbol-count', '20', '--years', '1', '--no-site', '--quiet'];
const PROGRAM = join(import.meta.dirname, '../../../pipelines/cli/technic.mjs');

let base: string;
let good: string;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'technic-bad-workspace-'));
  good = join(base, 'good');
  await technicJson(['nightly', '--workspace', good, ...SYNTHETIC]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const copied = (name: string) => {
  const workspace = join(base, name);
  cpSync(good, workspace, { recursive: true, verbatimSymlinks: true });
  return workspace;
};
const database = (workspace: string) => join(realpathSync(join(workspace, 'current')), DATABASE_FILE);
const nightly = (workspace: string) => technic(['nightly', '--workspace', workspace, ...SYNTHETIC]);

describe('a nightly on a workspace with a fault', () => {
  test('a damaged last run is named, not its copy, and stays; once moved away, a night works', async () => {
    const workspace = copied('damaged');
    const run = realpathSync(join(workspace, 'current'));
    writeFileSync(database(workspace), 'no database');
    const refused = await nightly(workspace);
    expect(refused.stderr).toContain(`Move ${run} out of the workspace`);
    expect(refused.code).toBe(1);
    expect(existsSync(join(run, DATABASE_FILE))).toBe(true);
    rmSync(run, { recursive: true });
    const scan = await technic(['scan', '--workspace', workspace]);
    expect(scan.stderr).toMatch(/its last run, .* is gone[\s\S]*npx technic nightly/);
    expect((await nightly(workspace)).code).toBe(0);
  });

  test('a database of a newer program is refused, not written to', async () => {
    const workspace = copied('newer');
    const newer = await openForWriting(database(workspace));
    await newer.run('INSERT INTO schema_version VALUES (999)');
    await newer.run('CHECKPOINT');
    newer.close();
    for (const command of ['scan', 'nightly']) {
      const args = command === 'scan' ? [] : SYNTHETIC;
      const { code, stderr } = await technic([command, '--workspace', workspace, ...args]);
      expect(stderr).toMatch(/schema version 999/);
      expect(code).toBe(1);
    }
  });

  test('read-only: reading works, writing says so', async ({ skip }) => {
    const workspace = join(base, 'read-only');
    mkdirSync(workspace);
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', workspace]).status !== 0)
      skip('mounting a file system needs root');
    try {
      cpSync(good, workspace, { recursive: true, verbatimSymlinks: true });
      spawnSync('mount', ['-o', 'remount,ro', workspace]);
      expect((await technic(['scan', '--workspace', workspace])).code).toBe(0);
      const refused = await nightly(workspace);
      expect(refused.stderr).toMatch(/read-only[\s\S]*--workspace/);
      expect(refused.code).toBe(1);
      expect((await technic(['doctor', '--workspace', workspace])).stdout).toMatch(/failed workspace/);
    } finally {
      spawnSync('umount', [workspace]);
    }
  });
});

describe('an interrupted nightly', () => {
  test.each([200, 500, 700, 900, 1100, 1300])(
    'after %i ms ends with 130 or is done, and leaves the last run or the next, whole',
    async (killAfterMs) => {
      const workspace = copied(`interrupted ${killAfterMs}`);
      const before = readlinkSync(join(workspace, 'current'));
      const args = ['nightly', '--workspace', workspace, ...SYNTHETIC, '--seed', '7'];
      const { code, signal } = await technic(args, { killAfterMs, signal: 'SIGINT' });
      const isDone = code === 0;
      // Before the program has begun to listen, and after it has ended, the system itself answers.
      expect(isDone || code === 130 || signal === 'SIGINT').toBe(true);
      const isPublished = readlinkSync(join(workspace, 'current')) !== before;
      if (signal !== 'SIGINT') expect(isPublished).toBe(isDone);
      (await openForReading(database(workspace))).close();
      expect(existsSync(join(workspace, 'nightly.lock'))).toBe(false);
    },
  );
});

describe('the reader of a result', () => {
  test('may stop reading: a closed pipe is no failure', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'eval', 'close', '--symbol', 'SYN001', '--json'], {
      env: { ...process.env, TECHNIC_WORKSPACE: good },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  });

  test.runIf(existsSync('/dev/full'))('is told when there is no room for it', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [PROGRAM, 'strategy', 'list'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(complaints).toMatch(/^error: ENOSPC.*\n {2}The disk is full.*\n$/);
    expect(code).toBe(1);
  });

  test('may stand in any folder', async () => {
    const { code } = await technic(['scan', '--workspace', good, '--quiet'], { cwd: tmpdir() });
    expect(code).toBe(0);
  });
});
