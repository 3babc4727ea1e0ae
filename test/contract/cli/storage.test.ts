import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { core } from '../../../pipelines/store/migrations/001-core.js';
import { openForReading, openForWriting, SCHEMA_VERSION } from '../../../pipelines/store/index.js';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0;

let base: string;
let prepared: string;
const nightly = (workspace: string) => [
  'nightly',
  '--no-site',
  '--source',
  'synthetic',
  '--symbol-count',
  '22',
  '--years',
  '1.5',
  '--workspace',
  workspace,
];

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'technic-storage-'));
  prepared = join(base, 'prepared');
  await technicJson(nightly(prepared));
}, 120_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A workspace with one good run, to be spoilt. */
function copied(name: string): string {
  const workspace = join(base, name);
  cpSync(prepared, workspace, { recursive: true, verbatimSymlinks: true });
  return workspace;
}

const databaseOf = (workspace: string) => join(workspace, 'current', 'technic.duckdb');

describe('storage that fails', () => {
  test.skipIf(!isLinuxRoot)(
    isLinuxRoot
      ? 'a full disk is named, nothing is published, the good run stays'
      : 'full disk: skipped, needs root on Linux to mount a tmpfs',
    async () => {
      const workspace = join(base, 'small');
      mkdirSync(workspace);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', workspace]);
      try {
        cpSync(prepared, workspace, { recursive: true, verbatimSymlinks: true });
        const before = realpathSync(databaseOf(workspace));
        const { bavail, bsize } = statfsSync(workspace);
        writeFileSync(join(workspace, 'ballast'), Buffer.alloc(bavail * bsize - 1_000_000));
        const { code, stderr } = await technic([...nightly(workspace), '--seed', '7']);
        expect(code).toBe(1);
        expect(stderr).toMatch(/disk is full|No space left/i);
        expect(realpathSync(databaseOf(workspace))).toBe(before);
        (await openForReading(databaseOf(workspace))).close();
      } finally {
        spawnSync('umount', [workspace]);
      }
    },
    60_000,
  );

  test('a workspace that cannot be made says so, and what to do', async () => {
    const file = join(base, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await technic(nightly(join(file, 'inside')));
    expect(code).toBe(1);
    expect(stderr).toMatch(/not a directory|ENOTDIR/i);
    expect(stderr).toMatch(/--workspace/);
  });

  test('a database of an older schema: a scan says what to run, the nightly migrates it and keeps the ledger', async () => {
    const workspace = copied('older');
    const database = await openForWriting(databaseOf(workspace));
    const [before] = await database.rows('SELECT count(*) AS n FROM signals');
    const first = [...core.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name);
    for (const { table_name: name } of await database.rows('SELECT table_name FROM duckdb_tables()')) {
      if (![...first, 'schema_version'].includes(String(name))) await database.run(`DROP TABLE ${name}`);
    }
    await database.run('DELETE FROM schema_version WHERE version > 1');
    await database.run('CHECKPOINT');
    database.close();
    const scan = await technic(['scan', '--workspace', workspace]);
    expect(scan.code).toBe(1);
    expect(scan.stderr).toMatch(/schema version 1[\s\S]*npx technic nightly/);
    await technicJson(nightly(workspace));
    const migrated = await openForReading(databaseOf(workspace));
    const [after] = await migrated.rows('SELECT count(*) AS n FROM signals');
    const [version] = await migrated.rows('SELECT max(version) AS v FROM schema_version');
    migrated.close();
    expect(after.n).toBe(before.n);
    expect(version.v).toBe(SCHEMA_VERSION);
  });

  test('a damaged database is named, with the way out', async () => {
    const workspace = copied('damaged');
    writeFileSync(realpathSync(databaseOf(workspace)), 'this is no database');
    const { code, stderr } = await technic(['scan', '--workspace', workspace]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot open[\s\S]*move it away/);
  });

  test('a second nightly at the same time is refused and does no harm', async () => {
    const workspace = copied('twice');
    const [first, second] = await Promise.all([technic(nightly(workspace)), technic(nightly(workspace))]);
    expect([first.code, second.code].sort()).toEqual([0, 1]);
    expect(`${first.stderr}${second.stderr}`).toMatch(/another run is writing/);
    (await openForReading(databaseOf(workspace))).close();
  });
});

describe('serving', () => {
  test('a port in use is named, with another to try', async () => {
    const workspace = copied('served');
    mkdirSync(join(workspace, 'current', 'site'));
    writeFileSync(join(workspace, 'current', 'site', 'index.html'), '<p>site</p>');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => server.once('listening', ready));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await technic(['serve', '--port', String(port), '--workspace', workspace]);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`port ${port}.*in use[\\s\\S]*--port`));
  });

  test('without a site the command that builds one is named', async () => {
    const { code, stderr } = await technic(['serve', '--workspace', join(base, 'nothing')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/npx technic nightly/);
  });
});
