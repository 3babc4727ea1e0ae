import { expect, it } from 'vitest';
import { clearCache, verifyCache } from '../../../pipelines/cache/commands/index.js';
import {
  cacheConfigSchema,
  compactTrace,
  openCache,
  writeCacheState,
  writeTrace,
} from '../../../pipelines/cache/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';

const T0 = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;

it('every access becomes a row, and older days fold into counts that agree', async () => {
  let time = T0;
  const config = cacheConfigSchema.parse({ backend: 'memory' });
  const context = { codeVersion: 'c', runId: 'r1', now: () => time, log: () => undefined };
  const cache = await openCache(config, context);
  const item = { key: '00000000000ff0000', subject: 'AAPL' };
  const value = { columns: { x: Float64Array.of(1, 2) } };
  await cache.getMany('features', [item]);
  await cache.setMany('features', [{ ...item, value, costMs: 12 }]);
  time += DAY_MS;
  await cache.getMany('features', [item, { key: 'other', subject: 'AAPL' }]);
  const database = await openForWriting(':memory:');
  await writeTrace(database, cache.drainTrace());
  await writeCacheState(database, cache, 'r1', time);
  expect(
    await database.rows(
      'SELECT kind, subject, key_hash, cause, cost_ms, age_ms FROM cache_trace ORDER BY at_ms, key_hash',
    ),
  ).toMatchObject([
    { kind: 'features', subject: 'AAPL', key_hash: 255, cause: 'cold', cost_ms: 12, age_ms: null },
    { key_hash: 255, cause: null, cost_ms: 12, age_ms: DAY_MS },
    { cause: 'version', cost_ms: 0, age_ms: DAY_MS },
  ]);
  expect(await database.rows('SELECT kind, entries FROM cache_sizes')).toEqual([
    { kind: 'features', entries: 1 },
  ]);
  await compactTrace(database, time);
  expect(await database.rows('SELECT count(*) AS n FROM cache_trace')).toEqual([{ n: 2 }]);
  expect(await database.rows('SELECT outcome, cause, accesses FROM cache_days')).toEqual([
    { outcome: 'miss', cause: 'cold', accesses: 1 },
  ]);
  expect(await verifyCache(cache)).toEqual({ checked: 1, damaged: [] });
  expect((await cache.explain('AAPL'))[0].words).toMatch(/^cached since 2026-01-05.*\(cold\)$/);
  expect(await clearCache(cache, { symbol: 'MSFT' })).toEqual({ entries: 0, bytes: 0 });
  expect((await clearCache(cache, { symbol: 'AAPL', storedBefore: time })).entries).toBe(1);
  expect(await cache.getMany('features', [item])).toEqual([undefined]);
  database.close();
  await cache.close();
});

it('a value that goes on from something known saves what it takes from nothing, and is on record with what it took', async () => {
  const context = { codeVersion: 'c', runId: 'r1', now: () => T0, log: () => undefined };
  const cache = await openCache(cacheConfigSchema.parse({ backend: 'memory' }), context);
  const fromNothingMs = 3_600_000;
  const value = { columns: { x: Float64Array.of(1) }, costMs: fromNothingMs };
  await cache.getOrComputeMany('scan', ['scan'], async () => [value]);
  await cache.getMany('scan', ['scan']);
  const { costMs, cause } = cache.drainTrace();
  expect([...cause].map((found) => found < 0)).toEqual([false, true]);
  expect(costMs[0]).toBeGreaterThan(0);
  expect(costMs[0]).toBeLessThan(fromNothingMs / 2);
  expect(costMs[1]).toBe(fromNothingMs);
  expect(cache.stats()).toMatchObject({ secondsSaved: fromNothingMs / 1000 });
  await cache.close();
});
