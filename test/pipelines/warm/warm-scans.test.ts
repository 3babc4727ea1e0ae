import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { parseConfig } from '../../../pipelines/config/index.js';
import { runScan } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { planAskedScan, recordRequest, warmScans } from '../../../pipelines/warm/index.js';
import { csvMarket } from '../scan/csv-market.js';

const OVERSOLD = { name: 'oversold', title: 'oversold', where: 'rsi(2) < 10', direction: 'long' as const };
const LEADERS = { name: 'leaders', title: 'leaders', where: 'rsi(5) > 60', direction: 'long' as const };

let folder: string;
let market: Database;
let cache: Cache;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-warm-scans-'));
  market = await csvMarket(folder, { symbols: 10, sessions: 120 });
  cache = await openCache(cacheConfigSchema.parse({ backend: 'memory' }), {
    codeVersion: 'c',
    runId: 'warming',
    now: Date.now,
    log: (message) => expect.unreachable(message),
  });
});
afterAll(async () => {
  await cache.close();
  market.close();
  rmSync(folder, { recursive: true, force: true });
});

const warm = (onlyAsked: boolean, seconds = 60, signal = new AbortController().signal) =>
  warmScans(market, {
    cache,
    codeHash: 'code',
    config: parseConfig({ scans: [OVERSOLD, LEADERS], workers: 1, warm: { seconds } }, 'test'),
    requests: join(folder, 'requests.jsonl'),
    now: Date.now(),
    signal,
    onlyAsked,
    warn: (message) => expect.unreachable(message),
  });

it('what was asked for is computed ahead, and whoever asks again computes nothing', async () => {
  expect(await warm(true)).toMatchObject({ candidates: 0, warmed: [], left: 0 });
  recordRequest(join(folder, 'requests.jsonl'), { at: Date.now(), scan: OVERSOLD, costMs: 10 });
  expect(await warm(true)).toMatchObject({
    candidates: 1,
    warmed: [{ scan: 'oversold', probability: 2 / 3, isNew: true }],
  });
  const outcome = await runScan(market, planAskedScan(OVERSOLD), {
    adjust: 'all',
    workers: 1,
    withRecord: false,
    cache: { cache, codeHash: 'code' },
  });
  expect(outcome.cache).toMatchObject({ hits: 10, misses: 0, computedSymbols: 0 });
  expect((await warm(false)).warmed.map(({ scan, isNew }) => [scan, isNew])).toEqual([
    ['oversold', false],
    ['leaders', true],
  ]);
});

it('a scan that costs more than the budget is left, and a cancel ends it', async () => {
  expect(await warm(true, 0.005)).toMatchObject({ candidates: 1, warmed: [], left: 1 });
  await expect(warm(true, 60, AbortSignal.abort())).rejects.toThrow();
});
