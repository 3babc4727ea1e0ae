import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockBuild } from '../../pipelines/site/build-lock.js';
import { buildShell } from '../../pipelines/site/build-shell.js';
import { bundleModules } from '../../pipelines/site/bundle-modules.js';
import { fillShell } from '../../pipelines/site/fill-shell.js';
import { loadRunFacts } from '../../pipelines/site/index.js';
import { keepShell } from '../../pipelines/site/keep-shell.js';
import { listFiles } from '../../pipelines/site/list-files.js';
import { precompress } from '../../pipelines/site/precompress.js';
import { runChild } from '../../pipelines/site/run-child.js';
import { runLoaders } from '../../pipelines/site/run-loaders.js';
import { shellKey } from '../../pipelines/site/shell-key.js';
import { openForWriting } from '../../pipelines/store/index.js';
import { fillFixture } from '../loaders/fixture.js';

const PLACE = resolve(import.meta.dirname, '../../notebooks/.observablehq');
const folder = mkdtempSync(join(tmpdir(), 'technic-shell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a shell filled with a run is what Framework builds with that run’s data, byte for byte', async () => {
  const databasePath = join(folder, 'technic.duckdb');
  await fillFixture(databasePath, { symbols: 30, sessions: 300 });
  const facts = await nameSource(databasePath, `csv: $& O'Neil "old" <b>\u00a0 & co.csv`);
  const files = await runLoaders(databasePath);
  const [filled, whole] = [join(folder, 'filled'), join(folder, 'whole')];
  for (const site of [filled, whole]) mkdirSync(site);

  const release = await lockBuild(PLACE);
  try {
    const shell = await keepShell(join(PLACE, 'shell'), shellKey, (outputDir) => buildShell({ outputDir }));
    fillShell(shell.folder, filled, { facts, files });
    await buildByFramework({ databasePath, outputDir: whole, files, time: Date.parse(facts.finishedAt) });
  } finally {
    release();
  }
  await bundleModules(whole);
  for (const site of [filled, whole]) precompress(site);

  expect(listFiles(whole).length).toBeGreaterThan(100);
  expect(hashes(filled)).toEqual(hashes(whole));
});

async function nameSource(databasePath: string, name: string) {
  const database = await openForWriting(databasePath);
  await database.run('UPDATE ingests SET label = $1', [name]);
  const facts = await loadRunFacts(database);
  database.close();
  expect(facts.source).toBe(name);
  return facts;
}

/** Pages and data in one go, as Framework is made to be used: its loaders' results are there already. */
async function buildByFramework(options: {
  readonly databasePath: string;
  readonly outputDir: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly time: number;
}): Promise<void> {
  const cache = join(PLACE, 'cache');
  try {
    for (const [name, bytes] of options.files) {
      mkdirSync(dirname(join(cache, name)), { recursive: true });
      writeFileSync(join(cache, name), bytes);
    }
    await runChild({
      name: 'Observable Framework',
      argv: ['--import', 'tsx', 'pipelines/site/framework.mjs'],
      env: {
        OBSERVABLE_TELEMETRY_DISABLE: '1',
        TECHNIC_DATABASE: options.databasePath,
        TECHNIC_SITE_OUTPUT: options.outputDir,
        TECHNIC_SITE_TIME: String(options.time),
      },
    });
  } finally {
    rmSync(join(cache, 'data'), { recursive: true, force: true });
  }
}

function hashes(site: string): Record<string, string> {
  return Object.fromEntries(
    listFiles(site).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(site, path)))
        .digest('hex'),
    ]),
  );
}
