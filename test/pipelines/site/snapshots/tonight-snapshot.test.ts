import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRunFacts } from '../../../../pipelines/site/index.js';
import {
  type TonightSnapshot,
  tonightSnapshot,
} from '../../../../pipelines/site/snapshots/tonight-snapshot.js';
import { openForWriting } from '../../../../pipelines/store/index.js';
import { fillFixture } from '../../../loaders/fixture.js';

const MANY = 300;

let folder: string;
let tonight: TonightSnapshot;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-tonight-'));
  const path = join(folder, 'a.duckdb');
  await fillFixture(path, { symbols: 6, sessions: 60 });
  const database = await openForWriting(path);
  const { runId, asOf } = await loadRunFacts(database);
  // Every third loses to a benchmark that rose by 1 %: the return alone would call them right.
  await database.run('DELETE FROM outcomes');
  await database.run('DELETE FROM flags');
  await database.run(
    `INSERT INTO signals SELECT 'many', 'true', 'X' || i, DATE '2018-01-24', $1, 'h', 'long', i, 50
     FROM range(${MANY}) r(i)`,
    [runId],
  );
  await database.run(
    `INSERT INTO outcomes SELECT 'many', 'X' || i, DATE '2018-01-24', 10, $2::DATE, $1,
       CASE WHEN i % 3 = 0 THEN 0.005 ELSE 0.02 END, 0.01 FROM range(${MANY}) r(i)`,
    [runId, asOf],
  );
  await database.run(
    `INSERT INTO flags SELECT symbol_id, $1::DATE - (i % 9)::INTEGER, CASE WHEN i < 40 THEN 'flat_bar' ELSE 'jump' END, 'd'
     FROM range(90) r(i), (SELECT min(symbol_id) AS symbol_id FROM symbols)`,
    [asOf],
  );
  tonight = await tonightSnapshot(database, await loadRunFacts(database));
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what came due is counted whole and against the benchmark, though only the worst are listed', () => {
  const { signals, right, meanGain, rows } = tonight.due;
  expect({ signals, right }).toEqual({ signals: MANY, right: 200 });
  expect(meanGain).toBeCloseTo((200 * 0.01 - 100 * 0.005) / 300, 12);
  expect(rows).toHaveLength(200);
  const gains = rows.map(({ gain }) => Number(gain));
  expect(gains).toEqual(gains.toSorted((a, b) => a - b));
  expect(gains[0]).toBeCloseTo(-0.005, 12);
});

test('flags of the last week are counted by kind, whole, and the newest are listed', () => {
  // Of nine days one is older than a week, with 4 of the 40 and 6 of the 50.
  const { byKind, rows } = tonight.recentFlags;
  expect(byKind).toEqual([
    { kind: 'jump', bars: 44 },
    { kind: 'flat_bar', bars: 36 },
  ]);
  expect(rows).toHaveLength(10);
  expect(new Set(rows.map(({ date }) => date)).size).toBe(1);
});
