import { expect, test } from 'vitest';
import { cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { readLastScan, writeLastScan } from '../../../pipelines/scan/last-scan.js';

const PLAN = { plan: 'a'.repeat(40), base: 'b'.repeat(40) };
const OTHER = { plan: 'c'.repeat(40), base: 'd'.repeat(40) };

async function openMemory() {
  const config = cacheConfigSchema.parse({ backend: 'memory' });
  return openCache(config, { codeVersion: 'test', runId: 'test', now: () => 1_000, log: () => {} });
}

test('a plan is remembered as it was scanned last, with and without something to go on from', async () => {
  const cache = await openMemory();
  expect(await readLastScan(cache, PLAN)).toBeUndefined();
  writeLastScan(cache, PLAN, { base: undefined });
  await cache.written();
  expect(await readLastScan(cache, PLAN)).toEqual({ base: undefined });
  const base = { session: Date.UTC(2018, 1, 7), key: 'e'.repeat(40) };
  writeLastScan(cache, PLAN, { base });
  await cache.written();
  expect(await readLastScan(cache, PLAN)).toEqual({ base });
  expect(await readLastScan(cache, OTHER)).toBeUndefined();
  await cache.close();
});
