import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildSite } from '../../../pipelines/site/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a database without a finished run stops the build with what to do about it', async () => {
  const databasePath = join(folder, 'technic.duckdb');
  (await openForWriting(databasePath)).close();
  const build = buildSite({ databasePath, outputDir: join(folder, 'site') });
  await expect(build).rejects.toThrow('holds no finished run');
});

test('a cancelled build ends at once and says so', async () => {
  const databasePath = join(folder, 'technic.duckdb');
  await fillFixture(databasePath, { symbols: 8, sessions: 60 });
  const controller = new AbortController();
  const build = buildSite({
    databasePath,
    outputDir: join(folder, 'site'),
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 200);
  await expect(build).rejects.toThrow(/cancelled|abort/i);
});
