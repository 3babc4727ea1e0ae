import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  computeTearSheet,
  type InputOptions,
  type InputSource,
  openInputs,
  tearSheetWithCache,
} from '../../../pipelines/backtest/index.js';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { csvMarket } from '../scan/csv-market.js';

const folder = mkdtempSync(join(tmpdir(), 'technic-tear-sheet-'));
const ALL: InputOptions = { symbols: 'all', adjust: 'all' };
let database: Database;
let cache: Cache;
beforeAll(async () => {
  database = await csvMarket(folder, { symbols: 10, sessions: 90 });
  cache = await openCache(
    cacheConfigSchema.parse({ backend: 'embedded', directory: join(folder, 'cache') }),
    {
      codeVersion: 'c',
      runId: 'r',
      now: Date.now,
      log: (message) => expect.unreachable(message),
    },
  );
});
afterAll(async () => {
  await cache.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a tear sheet asked again is the same to the last digit, without a bar read; another question is not it', async () => {
  const inputs = await openInputs(database, ALL);
  const { sessions } = inputs.market;
  const regimes = Array.from(sessions, (_, i) => (i % 2 === 0 ? 'calm' : undefined));
  const question = { expression: 'close / close[5] - 1', horizons: [1, 5], regimes };
  const code = { cache, codeHash: 'all', kernelHash: 'code' };
  const sheet = computeTearSheet(await inputs.load(), question);
  expect(sheet.horizons[0].byRegime.map(({ regime }) => regime)).toEqual(['calm', 'unknown']);
  expect(await tearSheetWithCache(question, inputs, undefined)).toEqual({ sheet, isKnown: false });
  expect(await tearSheetWithCache(question, inputs, code)).toEqual({ sheet, isKnown: false });
  const load = () => Promise.reject(new Error('the bars were read'));
  const unread = async (more: Partial<InputOptions> = {}): Promise<InputSource> => ({
    ...(await openInputs(database, { ...ALL, ...more })),
    load,
  });
  expect(await tearSheetWithCache(question, await unread(), code)).toEqual({ sheet, isKnown: true });
  const others = [
    [{ ...question, expression: 'close / close[6] - 1' }, {}, code],
    [{ ...question, horizons: [1, 6] }, {}, code],
    [{ ...question, buckets: 3 }, {}, code],
    [{ ...question, regimes: regimes.slice().reverse() }, {}, code],
    [question, { adjust: 'none' }, code],
    [question, { symbols: ['S001', 'S002'] }, code],
    [question, {}, { ...code, kernelHash: 'upgraded' }],
    [question, {}, { ...code, refresh: true }],
  ] as const;
  for (const [asked, more, own] of others)
    await expect(tearSheetWithCache(asked, await unread(more), own)).rejects.toThrow('the bars were read');
});
