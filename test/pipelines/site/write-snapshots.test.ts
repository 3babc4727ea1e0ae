import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeSnapshots } from '../../../pipelines/site/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';

test('the same database gives the same archive for the pages, byte for byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'technic-snapshots-'));
  const path = join(folder, 'technic.duckdb');
  try {
    await fillFixture(path, { symbols: 60, sessions: 300 });
    const archives: Uint8Array[] = [];
    for (let k = 0; k < 2; k++) {
      const database = await openForReading(path);
      archives.push(await writeSnapshots(database));
      database.close();
    }
    expect(archives[0].length).toBeGreaterThan(10_000);
    expect(Buffer.compare(archives[0], archives[1])).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
