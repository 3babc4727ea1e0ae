import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { isoDate } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import { storeBarDigests, storeBenchmark } from '../../../pipelines/market/index.js';
import { cacheWords, planScan, runScan, type ScanOutcome } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { type RedisServer, startRedis } from '../cache/redis-server.js';
import { patient } from '../cache/trial.js';
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
let redis: RedisServer;
let present: Database;
let truth: ScanOutcome;
const databases: Database[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-extended-'));
  redis = await startRedis();
  present = await marketOf('present', {});
  truth = await scan(present);
});
afterAll(async () => {
  for (const database of databases) database.close();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function marketOf(name: string, options: { toCome?: number; changed?: number[] }): Promise<Database> {
  const database = await csvMarket(join(folder, name), { symbols: SYMBOLS, ...options });
  databases.push(database);
  return database;
}

/** Splits symbol 5 on a day, by default its last, as an ingest would store that. */
async function addSplit(database: Database, day = '(SELECT max(date) FROM bars WHERE symbol_id = 5)') {
  await database.run(`INSERT INTO actions SELECT 5, ${day}::DATE, 'split', 0.5`);
  await database.run("UPDATE symbols SET content_hash = content_hash || ' split' WHERE symbol_id = 5");
  await storeBenchmark(database);
}

/** @param tier a folder of its own, or the server that all share. */
async function withCache<T>(
  name: string,
  use: (cache: Cache) => Promise<T>,
  tier: 'embedded' | 'redis' = 'embedded',
): Promise<T> {
  const directory = join(folder, `cache-${name}`);
  const config = cacheConfigSchema.parse({ backend: tier, directory, memoryBytes: 0, redis: patient });
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => fail(line) };
  const cache = await openCache(config, { ...context, env: { REDIS_URL: redis.url } });
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
      [14, 13, 11, 4, 1].map((toCome) => marketOf(`night-${toCome}`, { toCome })),
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

  test('computes from the first bar on only symbols of which more has changed, and says why', async () => {
    const earlier = await marketOf('base', { toCome: 2 });
    const revised = await marketOf('revised', { changed: [3] });
    const split = await marketOf('split', {});
    await addSplit(split);
    for (const [name, database, why, tier] of [
      ['revised', revised, 'earlier bars or labels have changed', 'embedded'],
      ['split', split, 'a symbol had an action', 'redis'],
    ] as const) {
      const trial = async (cache: Cache) => {
        await scan(earlier, cache);
        const outcome = await scan(database, cache);
        // Two of the symbols have ended, and are known as they are.
        const { extendedSymbols, computedSymbols, whyNotExtended } = outcome.cache;
        expect([name, extendedSymbols, computedSymbols, whyNotExtended]).toEqual([name, 9, 1, why]);
        expect(cacheWords(outcome.cache)).toMatch(`1 computed from the first bar on, because ${why}`);
        expect(found(outcome)).toEqual(found(await scan(database)));
      };
      await withCache(name, trial, tier);
    }
  });

  test('goes on as a whole again the night after a symbol had an action', async () => {
    const [first, second, third] = await Promise.all(
      [3, 1, 0].map((toCome) => marketOf(`acted-${toCome}`, { toCome })),
    );
    await addSplit(second);
    await addSplit(third, "'2021-02-25'");
    await withCache('acted', async (cache) => {
      await scan(first, cache);
      expect((await scan(second, cache)).cache).toMatchObject({ computedSymbols: 1, extendedSymbols: 9 });
      const outcome = await scan(third, cache);
      expect(outcome.cache).toMatchObject({ computedSymbols: 0, extendedSymbols: 10 });
      expect(outcome.cache).not.toHaveProperty('whyNotExtended');
      expect(found(outcome)).toEqual(found(await scan(third)));
    });
  });

  test('starts over where the program has changed', async () => {
    const earlier = await marketOf('older-code', { toCome: 2 });
    await withCache('newer-code', async (cache) => {
      await scan(earlier, cache);
      const { cache: use } = await scan(present, cache, { codeHash: 'newer' });
      expect([use.extendedSymbols, use.whyNotExtended]).toEqual([0, undefined]);
    });
  });

  test('goes on from an earlier as-of date of the same bars', async () => {
    const asOf = isoDate(truth.market.sessions[290]);
    await withCache('as-of', async (cache) => {
      await scan(present, cache, { asOf });
      const extended = await scan(present, cache);
      expect(extended.cache.extendedSymbols).toBeGreaterThan(0);
      expect(found(extended)).toEqual(found(truth));
    });
  });

  // Held with the seeds 1 to 8 and from session 200 on, too.
  test('is the scan of all bars whatever happened from night to night', async () => {
    const random = createRandom(1);
    const below = (count: number) => Math.floor(random.uniform() * count);
    const database = await marketOf('random-nights', {});
    const { sessions } = truth.market;
    const changes = [
      (symbol: number, day: string) => [
        `UPDATE bars SET close = close * 1.01 WHERE symbol_id = ${symbol} AND date = '${day}'`,
      ],
      (symbol: number, day: string) => [`INSERT INTO actions VALUES (${symbol}, '${day}', 'split', 0.5)`],
      (symbol: number) => [
        `UPDATE symbols SET sector = 'sector ' || ${below(3)} WHERE symbol_id = ${symbol}`,
      ],
      (symbol: number, day: string) => [
        'DELETE FROM membership',
        "INSERT INTO membership SELECT symbol, '2020-01-01', NULL FROM symbols",
        `UPDATE membership SET end_date = '${day}' WHERE symbol = 'S00${symbol}'`,
      ],
    ];
    await withCache('random-nights', async (cache) => {
      let extended = 0;
      for (let at = 245; at < sessions.length; at += 1 + below(9)) {
        if (random.uniform() < 0.6) {
          const symbol = below(10);
          const day = isoDate(sessions[at - below(2) * below(100)]);
          for (const sql of changes[below(changes.length)](symbol, day)) await database.run(sql);
          await database.run(
            `UPDATE symbols SET content_hash = content_hash || ' ${at}' WHERE symbol_id = ${symbol}`,
          );
          await storeBarDigests(database);
          await storeBenchmark(database);
        }
        const asOf = isoDate(sessions[at]);
        const outcome = await scan(database, cache, { asOf });
        extended += outcome.cache.extendedSymbols;
        expect([asOf, found(outcome)]).toEqual([asOf, found(await scan(database, undefined, { asOf }))]);
      }
      expect(extended).toBeGreaterThan(SYMBOLS);
    });
  });
});
