import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIsoDate } from '../../../models/bars/index.js';
import { streamBars } from '../../../pipelines/market/index.js';
import { type Database, openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'technic-stream-'));
let database: Database;
beforeAll(async () => {
  const path = join(folder, 'technic.duckdb');
  await fillFixture(path, { symbols: 700, sessions: 420 });
  database = await openForReading(path);
}, 60_000);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const LAST = parseIsoDate('2018-02-07');

async function read(ids: readonly number[] | undefined) {
  const found: { index: number; bars: number; isAscending: boolean }[] = [];
  for await (const { index, bars } of streamBars(database, LAST, ids)) {
    const isAscending = bars.time.every((time, i) => i === 0 || time > bars.time[i - 1]);
    found.push({ index, bars: bars.time.length, isAscending });
  }
  return found;
}

test.each([3, 150, 201, 600])(
  '%i chosen symbols come whole, each once, as they do among all',
  async (count) => {
    const all = new Map((await read(undefined)).map((one) => [one.index, one]));
    const ids = [...all.keys()].filter((_, k) => k % 7 !== 3).slice(0, count);
    const found = await read(ids);
    expect(found.map(({ index }) => index)).toEqual(ids);
    for (const one of found) {
      expect(one).toEqual(all.get(one.index));
      expect(one.isAscending).toBe(true);
    }
  },
);

test('no chosen symbol is none', async () => {
  expect(await read([])).toEqual([]);
});
