import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Cache,
  cacheConfigSchema,
  cacheLimits,
  cacheReport,
  compactTrace,
  importSpool,
  openCache,
  spoolTrace,
  writeTrace,
} from '../../../pipelines/cache/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

const DAY_MS = 86_400_000;
let time = Date.UTC(2026, 0, 5, 12);
let folder: string;
let database: Database;
const config = cacheConfigSchema.parse({ backend: 'embedded' });
const open = (runId: string): Promise<Cache> =>
  openCache(
    { ...config, directory: join(folder, 'cache') },
    { codeVersion: 'c', runId, now: () => time, log: () => undefined },
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-warming-use-'));
  database = await openForWriting(':memory:');
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sees to some keys ahead of their use, each for a reason of its own, as a warming run does. */
async function warm(runId: string, keys: Readonly<Record<string, string>>): Promise<void> {
  const cache = await open(runId);
  for (const [key, reason] of Object.entries(keys)) {
    const [there] = await cache.getMany('scan', [{ key, subject: key }]);
    const value = { columns: { x: Float64Array.of(1) } };
    if (there === undefined) await cache.setMany('scan', [{ key, subject: key, value, costMs: 2000 }]);
    const warmed = { candidate: `scan ${key}`, reason, words: 'because', probability: 0.5, seconds: 2 };
    spoolTrace(join(folder, 'traces'), cache.drainTrace(), warmed);
  }
  await cache.close();
}

async function ask(runId: string, key: string): Promise<void> {
  const cache = await open(runId);
  await cache.getMany('scan', [{ key, subject: key }]);
  await writeTrace(database, cache.drainTrace());
  await cache.close();
}

const fates = async () => {
  const { warming } = await cacheReport(database, cacheLimits(config, {}));
  return warming.candidates.map((row) => [
    row.candidate,
    row.last,
    row.times,
    row.times_used,
    row.times_there,
    row.seconds_saved,
  ]);
};

it('of each thing that was warmed it is said whether it was used, and of each reason how often', async () => {
  await warm('w1', { a: 'asked', b: 'named' });
  time += 1000;
  await ask('r1', 'a');
  time += 1000;
  await warm('w2', { a: 'asked', c: 'named' });
  await importSpool(database, join(folder, 'traces'), (message) => expect.unreachable(message));
  expect(await fates()).toEqual([
    ['scan a', 'there', 1, 1, 1, 2],
    ['scan b', 'unused', 1, 0, 0, 0],
    ['scan c', 'open', 1, 0, 0, 0],
  ]);
  const { warming } = await cacheReport(database, cacheLimits(config, {}));
  expect(warming.reasons).toEqual([
    { reason: 'asked', times: 1, times_used: 1 },
    { reason: 'named', times: 1, times_used: 0 },
  ]);
});

it('what became of it stays known when the single accesses are folded away, and is taken in once', async () => {
  const before = await fates();
  time += DAY_MS;
  await compactTrace(database, time);
  await importSpool(database, join(folder, 'traces'), (message) => expect.unreachable(message));
  expect(await database.rows('SELECT count(*) AS n FROM cache_warmed')).toEqual([{ n: 0 }]);
  expect(await fates()).toEqual(before);
});
