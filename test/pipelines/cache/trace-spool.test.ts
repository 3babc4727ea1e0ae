import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  cacheConfigSchema,
  importSpool,
  openCache,
  spoolTrace,
  type Trace,
} from '../../../pipelines/cache/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';

const T0 = Date.UTC(2026, 0, 5, 12);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** One miss, computed and stored, and one hit. */
async function traceOf(runId: string): Promise<Trace> {
  const context = { codeVersion: 'c', runId, now: () => T0, log: () => undefined };
  const cache = await openCache(cacheConfigSchema.parse({ backend: 'memory' }), context);
  const item = { key: `key-${runId}`, subject: 'AAPL' };
  await cache.getMany('features', [item]);
  await cache.setMany('features', [{ ...item, value: { columns: { x: Float64Array.of(1) } }, costMs: 12 }]);
  await cache.getMany('features', [item]);
  const trace = cache.drainTrace();
  await cache.close();
  return trace;
}

it('a trace left in a file reaches the database once, however often it is taken in', async () => {
  const file = spoolTrace(folder, await traceOf('a'));
  const database = await openForWriting(':memory:');
  const said: string[] = [];
  const take = () => importSpool(database, folder, (message) => said.push(message));
  expect(await take()).toEqual([file]);
  expect(await take()).toEqual([file]);
  expect(
    await database.rows(
      'SELECT run_id, at_ms, kind, subject, outcome, cause, cost_ms, age_ms FROM cache_trace ORDER BY outcome DESC',
    ),
  ).toEqual([
    {
      run_id: 'a',
      at_ms: T0,
      kind: 'features',
      subject: 'AAPL',
      outcome: 'miss',
      cause: 'cold',
      cost_ms: 12,
      age_ms: null,
    },
    {
      run_id: 'a',
      at_ms: T0,
      kind: 'features',
      subject: 'AAPL',
      outcome: 'hit',
      cause: null,
      cost_ms: 12,
      age_ms: 0,
    },
  ]);
  expect(said).toEqual([]);
  database.close();
});

it('what warming computed is listed as warmed, and counts neither as hit nor as miss', async () => {
  spoolTrace(folder, await traceOf('w'), true);
  const database = await openForWriting(':memory:');
  await importSpool(database, folder, () => undefined);
  expect(await database.rows('SELECT count(*) AS n FROM cache_trace')).toEqual([{ n: 0 }]);
  expect(await database.rows('SELECT run_id, kind, subject, cost_ms FROM cache_warmed')).toEqual([
    { run_id: 'w', kind: 'features', subject: 'AAPL', cost_ms: 12 },
  ]);
  database.close();
});

it('a damaged file, and one of a later version, is named and left out; the others are taken', async () => {
  const cut = spoolTrace(folder, await traceOf('a')) ?? '';
  appendFileSync(cut, 'x');
  spoolTrace(folder, await traceOf('b'));
  writeFileSync(join(folder, 'c.trace.json.part'), '{');
  const later = spoolTrace(folder, await traceOf('later')) ?? '';
  writeFileSync(later, readFileSync(later, 'utf8').replace('"kind":[0', '"kind":[99'));
  const database = await openForWriting(':memory:');
  const said: string[] = [];
  expect(await importSpool(database, folder, (message) => said.push(message))).toHaveLength(3);
  expect(said).toEqual([cut, later].map((file) => `the cache trace ${file} is damaged and left out`));
  expect(await database.rows('SELECT DISTINCT run_id FROM cache_trace')).toEqual([{ run_id: 'b' }]);
  database.close();
});

it('the folder stays within its bound: the oldest traces go', async () => {
  const sparse = (name: string) => {
    writeFileSync(join(folder, name), '');
    truncateSync(join(folder, name), 40 * 2 ** 20);
  };
  sparse('a-0000.trace.json');
  spoolTrace(folder, await traceOf('b'));
  expect(readdirSync(folder).map((name) => name[0])).toEqual(['a', 'b']);
  sparse('c-0000.trace.json');
  spoolTrace(folder, await traceOf('d'));
  expect(readdirSync(folder).map((name) => name[0])).toEqual(['b', 'c', 'd']);
});

it('what a killed process left unfinished goes after an hour, what is being written stays', async () => {
  for (const name of ['killed.trace.json.part', 'writing.trace.json.part'])
    writeFileSync(join(folder, name), '{');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  utimesSync(join(folder, 'killed.trace.json.part'), longAgo, longAgo);
  const file = spoolTrace(folder, await traceOf('a')) ?? '';
  expect(readdirSync(folder).sort()).toEqual(
    [file.slice(folder.length + 1), 'writing.trace.json.part'].sort(),
  );
});
