import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barDigestsUntil, loadMarket, storeBarDigests } from '../../../pipelines/market/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { csvMarket } from '../scan/csv-market.js';

let folder: string;
let database: Database;
let sessions: Float64Array;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-digests-'));
  database = await csvMarket(folder, { symbols: 6, sessions: 90 });
  sessions = (await loadMarket(database)).sessions;
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a digest up to a session is that of a database that ends there', async () => {
  const shorter = await csvMarket(join(folder, 'shorter'), { symbols: 6, sessions: 90, toCome: 12 });
  try {
    const ended = await barDigestsUntil(shorter, sessions[77]);
    expect(ended.size).toBe(6);
    expect(await barDigestsUntil(database, sessions[77])).toEqual(ended);
    expect(await barDigestsUntil(database, sessions[78])).not.toEqual(ended);
  } finally {
    shorter.close();
  }
});

test('symbols without a bar by then have no digest', async () => {
  expect(await barDigestsUntil(database, sessions[0] - 86_400_000)).toEqual(new Map());
});

test.each(['open', 'high', 'low', 'close', 'volume'])(
  'one changed %s changes the digest of its symbol alone',
  async (column) => {
    const before = await barDigestsUntil(database, sessions[89]);
    await database.run(
      `UPDATE bars SET ${column} = ${column} + 0.01 WHERE symbol_id = 3 AND date = (SELECT min(date) FROM bars)`,
    );
    await storeBarDigests(database);
    const after = await barDigestsUntil(database, sessions[89]);
    for (const [index, digest] of before) {
      if (index === 3) expect(after.get(index)).not.toEqual(digest);
      else expect(after.get(index)).toEqual(digest);
    }
  },
);
