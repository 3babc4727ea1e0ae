import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRunFacts } from '../../../../pipelines/site/index.js';
import { trackSnapshot } from '../../../../pipelines/site/snapshots/track-snapshot.js';
import { openForReading, openForWriting } from '../../../../pipelines/store/index.js';
import { fillFixture } from '../../../loaders/fixture.js';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-track-'));
  await fillFixture(join(folder, 'a.duckdb'), { symbols: 6, sessions: 60 });
  // A day on which 150 signals come due: odd ones long, even ones short, the later the wider the score.
  const database = await openForWriting(join(folder, 'a.duckdb'));
  await database.run(
    `INSERT INTO signals SELECT 'many', 'true', 'X' || i, DATE '2018-01-24', '20180206T060000-aaaa', 'h',
       CASE WHEN i % 2 = 1 THEN 'long' ELSE 'short' END, CASE WHEN i % 2 = 1 THEN i ELSE -i END, 50 FROM range(150) r(i)`,
  );
  await database.run(
    `INSERT INTO outcomes SELECT 'many', 'X' || i, DATE '2018-01-24', 10, DATE '2018-02-08', '20180207T060000-bbbb',
       0.001 * i, 0 FROM range(150) r(i)`,
  );
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('of a day on which more than a hundred came due, the last hundred are those with the widest score, losers first', async () => {
  const database = await openForReading(join(folder, 'a.duckdb'));
  const { lastHundred } = await trackSnapshot(database, await loadRunFacts(database));
  database.close();
  const places = lastHundred.map(({ symbol }) => Number(String(symbol).slice(1)));
  expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => 50 + k));
  const gains = lastHundred.map(({ gain }) => Number(gain));
  expect(gains).toEqual(gains.toSorted((a, b) => a - b));
  expect(gains[0]).toBeCloseTo(-0.148, 12);
  expect(lastHundred[0]).toMatchObject({ direction: 'short', benchmark_return: 0 });
});
