import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { cacheWords, planScan, runScan, type ScanOutcome } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { csvMarket } from './csv-market.js';

const SYMBOLS = 12;
const SCANS = [
  { name: 'oversold', title: 'oversold', where: 'rsi(2) < 15', direction: 'long' as const },
  {
    name: 'leaders',
    title: 'leaders',
    where: 'rank(return_63) > 0.7 and sma(close, 10) > sma(close, 50)',
    rank: 'rank(beta_126)[2]',
    direction: 'long' as const,
  },
];
const plan = planScan({ scans: SCANS });

let folder: string;
let present: Database;
let truth: ScanOutcome;
const databases: Database[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-extended-'));
  present = await marketOf('present', {});
  truth = await scan(present);
});
afterAll(() => {
  for (const database of databases) database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function marketOf(name: string, options: { toCome?: number; changed?: number[] }): Promise<Database> {
  const database = await csvMarket(join(folder, name), { symbols: SYMBOLS, ...options });
  databases.push(database);
  return database;
}

async function withCache<T>(name: string, use: (cache: Cache) => Promise<T>): Promise<T> {
  const config = cacheConfigSchema.parse({ backend: 'embedded', directory: join(folder, `cache-${name}`) });
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => fail(line) };
  const cache = await openCache(config, { ...context, env: {} });
  try {
    return await use(cache);
  } finally {
    await cache.close();
  }
}

function fail(line: string): never {
  throw new Error(line);
}

function scan(database: Database, cache?: Cache, more: { codeHash?: string; asOf?: string } = {}) {
  const { codeHash = 'code', asOf } = more;
  const scanCache = cache && { cache, codeHash, kernelHash: 'kernels' };
  return runScan(database, plan, { adjust: 'all', workers: 2, asOf, cache: scanCache });
}

/** What a scan found, without how it was found. */
function found({ market: { asOf, sessions }, ...outcome }: ScanOutcome) {
  return { ...outcome, asOf, sessions, cache: undefined, workers: undefined };
}

describe('a scan after further sessions', () => {
  test.each([1, 4, 45])(
    'is the scan of all bars to the last bit, and computes none of them again: %i',
    async (toCome) => {
      const earlier = await marketOf(`earlier-${toCome}`, { toCome });
      await withCache(`days-${toCome}`, async (cache) => {
        expect((await scan(earlier, cache)).cache).toMatchObject({ computedSymbols: SYMBOLS });
        const extended = await scan(present, cache);
        expect(extended.cache).toMatchObject({ hits: SYMBOLS, misses: 0, computedSymbols: 0 });
        expect(extended.cache.extendedSymbols).toBeGreaterThan(SYMBOLS / 2);
        expect(found(extended)).toEqual(found(truth));
        expect(extended.signals.count).toBeGreaterThan(50);
        expect(extended.records).toHaveLength(3);
      });
    },
  );

  test('goes on night after night, over the night on which the base is replaced', async () => {
    const nights = await Promise.all(
      [9, 8, 6, 3, 1].map((toCome) => marketOf(`night-${toCome}`, { toCome })),
    );
    await withCache('nights', async (cache) => {
      for (const [night, database] of [...nights, present].entries()) {
        const outcome = await scan(database, cache);
        expect([night, outcome.cache.computedSymbols]).toEqual([night, night === 0 ? SYMBOLS : 0]);
        await cache.written();
      }
      expect(found(await scan(present, cache))).toEqual(found(truth));
    });
  });

  test('starts over where an earlier bar, an action or the program has changed, and says why', async () => {
    const earlier = await marketOf('base', { toCome: 2 });
    const revised = await marketOf('revised', { changed: [3] });
    const split = await marketOf('split', {});
    await split.run("INSERT INTO actions SELECT 5, max(date), 'split', 0.5 FROM bars WHERE symbol_id = 5");
    await split.run("UPDATE symbols SET content_hash = 'split' WHERE symbol_id = 5");
    await storeBenchmark(split);
    for (const [name, database, codeHash, why] of [
      ['revised', revised, 'code', 'earlier bars or labels have changed'],
      ['split', split, 'code', 'a symbol had an action'],
      ['newer code', present, 'newer', undefined],
    ] as const) {
      await withCache(name, async (cache) => {
        await scan(earlier, cache);
        const outcome = await scan(database, cache, { codeHash });
        expect([name, outcome.cache.extendedSymbols]).toEqual([name, 0]);
        expect([name, outcome.cache.whyNotExtended]).toEqual([name, why]);
        if (why !== undefined)
          expect(cacheWords(outcome.cache)).toMatch(`computed from the first bar on, because ${why}`);
        expect(found(outcome)).toEqual(found(await scan(database)));
      });
    }
  });

  test('goes on from an earlier as-of date of the same bars', async () => {
    const asOf = new Date(truth.market.sessions[290]).toISOString().slice(0, 10);
    await withCache('as-of', async (cache) => {
      await scan(present, cache, { asOf });
      const extended = await scan(present, cache);
      expect(extended.cache.extendedSymbols).toBeGreaterThan(0);
      expect(found(extended)).toEqual(found(truth));
    });
  });
});
