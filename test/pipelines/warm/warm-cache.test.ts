import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { parseConfig } from '../../../pipelines/config/index.js';
import { askedScan, runScan } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { recordRequest, warmCache } from '../../../pipelines/warm/index.js';
import { askQuestion } from '../../../pipelines/run/ask-question.js';
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

const asked: string[] = [];
const warm = (leastChance: number, seconds = 60, signal = new AbortController().signal) => {
  const config = parseConfig({ scans: [LEADERS], workers: 1, warm: { seconds } }, 'test');
  return warmCache(market, {
    cache,
    config,
    requests: join(folder, 'requests.jsonl'),
    now: Date.now(),
    signal,
    leastChance,
    ask: (question) => askQuestion(market, question, { cache, config, signal, codeHash: 'code' }),
    record: ({ candidate }) => asked.push(candidate),
    warn: (message) => expect.unreachable(message),
  });
};

it('what was asked for is computed ahead, and whoever asks again computes nothing', async () => {
  expect(await warm(0.6)).toMatchObject({ candidates: 0, warmed: [], left: 0 });
  recordRequest(join(folder, 'requests.jsonl'), { at: Date.now(), scan: OVERSOLD, costMs: 10 });
  expect(await warm(0.6)).toMatchObject({
    candidates: 1,
    warmed: [
      {
        candidate: 'scan oversold',
        reason: 'asked',
        words: 'asked for on 1 of 1 days',
        probability: 2 / 3,
        isNew: true,
      },
    ],
  });
  const { plan, withRecord } = askedScan(OVERSOLD, [LEADERS]);
  const outcome = await runScan(market, plan, {
    adjust: 'all',
    workers: 1,
    withRecord,
    cache: { cache, codeHash: 'code' },
  });
  expect(outcome.cache).toMatchObject({ hits: 10, misses: 0, computedSymbols: 0 });
  expect((await warm(0)).warmed.map(({ candidate, isNew }) => [candidate, isNew])).toEqual([
    ['scan oversold', false],
    ['scan leaders', true],
  ]);
  expect(asked).toEqual(['scan oversold', 'scan oversold', 'scan leaders']);
});

it('what the cache has already takes nothing of the budget from the rest', async () => {
  // Each is taken to need half a minute: by what they were once measured to take, only one would fit.
  for (const scan of [OVERSOLD, LEADERS])
    recordRequest(join(folder, 'requests.jsonl'), { at: Date.now(), scan, costMs: 30_000 });
  expect(await warm(0.6, 50)).toMatchObject({ warmed: [{ isNew: false }, { isNew: false }], left: 0 });
});

it('what took longer than the budget when it was warmed within a week is left', async () => {
  const tookMinute = (at: number) =>
    market.run(
      `INSERT INTO cache_candidates VALUES ('r', $1, 'scan leaders', 'asked', 'words', 0.5, 60, 10, NULL, NULL)`,
      [at],
    );
  const DAY_MS = 86_400_000;
  await tookMinute(Date.now() - 8 * DAY_MS);
  expect(await warm(0.6, 50)).toMatchObject({ left: 0 });
  await tookMinute(Date.now() - DAY_MS);
  const { warmed, left } = await warm(0.6, 50);
  expect(warmed.map(({ candidate }) => candidate)).toEqual(['scan oversold']);
  expect(left).toBe(1);
});

it('a scan that costs more than the budget is left, and a cancel ends it', async () => {
  expect(await warm(0.6, 0.005)).toMatchObject({ candidates: 2, warmed: [], left: 2 });
  await expect(warm(0, 60, AbortSignal.abort())).rejects.toThrow();
});
