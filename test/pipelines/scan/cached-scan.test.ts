import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../models/bars/index.js';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { planScan, runScan, type ScanOptions, type ScanOutcome } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { type RedisServer, startRedis } from '../cache/redis-server.js';
import { csvMarket } from './csv-market.js';

const SYMBOLS = 24;
const OVERSOLD = {
  name: 'oversold',
  title: 'oversold',
  where: 'rsi(2) < 10 and close > sma(close, 100)',
  direction: 'long' as const,
};
const LEADERS = {
  name: 'leaders',
  title: 'leaders',
  where: 'rank(return_63) > 0.7 and macd().signal > 0',
  direction: 'long' as const,
};
const plan = planScan({ scans: [OVERSOLD, LEADERS] });

/** The machine that runs the tests may be busy: a slow answer is not what they are about. */
const PATIENCE = { timeoutMs: 10_000, connectTimeoutMs: 10_000, retryAfterMs: 1, graceMs: 1e6 };

let folder: string;
let server: RedisServer;
let market: Database;
let changed: Database;
let truth: ScanOutcome;
let said: string[];
const open: Cache[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-cached-scan-'));
  server = await startRedis();
  market = await csvMarket(join(folder, 'market'), { symbols: SYMBOLS });
  changed = await csvMarket(join(folder, 'changed'), { symbols: SYMBOLS, changed: [2, 4, 11] });
  truth = await runScan(market, plan, { adjust: 'all', workers: 2 });
});
afterAll(async () => {
  market.close();
  changed.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  said = [];
});
afterEach(async () => {
  for (const cache of open.splice(0)) await cache.close();
});

type Tier = 'embedded' | 'redis';

/** A cache of the test's own: a folder or a database of the server, by number. */
async function openTier(tier: Tier, number: number, url = server.url): Promise<Cache> {
  const directory = join(folder, `cache-${number}`);
  const config = cacheConfigSchema.parse({
    backend: tier,
    directory,
    redis: { ...PATIENCE, database: number },
  });
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => said.push(line) };
  const cache = await openCache(config, { ...context, env: { REDIS_URL: url } });
  open.push(cache);
  return cache;
}

const scan = (cache: Cache, more: Partial<ScanOptions> & { kernelHash?: string; codeHash?: string } = {}) => {
  const { kernelHash = 'kernels', codeHash = 'code', cache: given, ...options } = more;
  return runScan(market, plan, {
    adjust: 'all',
    workers: 2,
    cache: given ?? { cache, codeHash, kernelHash },
    ...options,
  });
};

/** Everything a scan finds; which threads and caches had a part in it is none of that. */
function found({ market, ...outcome }: ScanOutcome) {
  return { ...outcome, asOf: market.asOf, cache: undefined, workers: undefined };
}

describe.each<[Tier, number]>([
  ['embedded', 1],
  ['redis', 1],
])('a scan with a cache (%s)', (tier, base) => {
  test('finds what a scan without one finds, the first time, from single symbols, and as a whole', async () => {
    const cache = await openTier(tier, base);
    const cold = await scan(cache);
    expect(cold.cache).toMatchObject({ tier, hits: 0, misses: SYMBOLS, computedSymbols: SYMBOLS });
    expect(found(cold)).toEqual(found(truth));
    const bySymbol = await scan(cache, { codeHash: 'other' });
    expect(bySymbol.cache).toMatchObject({ hits: SYMBOLS, misses: 0, computedSymbols: 0 });
    expect(found(bySymbol)).toEqual(found(truth));
    const whole = await scan(await openTier(tier, base));
    expect(whole.cache).toMatchObject({ hits: SYMBOLS, misses: 0, computedSymbols: 0 });
    expect(whole.cache.bytesRead).toBeGreaterThan(0);
    expect(whole.cache.secondsSaved).toBeGreaterThan(0);
    expect(found(whole)).toEqual(found(truth));
    expect(said.filter((line) => !line.includes('longer than'))).toEqual([]);
  });

  test('computes exactly the three symbols of which one bar has changed, although the benchmark did', async () => {
    const cache = await openTier(tier, base + 1);
    await scan(cache);
    const options = { adjust: 'all', workers: 2 } as const;
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels' };
    const incremental = await runScan(changed, plan, { ...options, cache: scanCache });
    expect(incremental.cache).toMatchObject({ hits: SYMBOLS - 3, misses: 3, computedSymbols: 3 });
    const full = await runScan(changed, plan, options);
    expect(found(incremental)).toEqual(found(full));
    expect(full.numbers.get('score')).not.toEqual(truth.numbers.get('score'));
  });

  test('with one thread from a cache that is half filled is the scan with three', async () => {
    const cache = await openTier(tier, base + 2);
    await scan(cache);
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels' };
    const one = await runScan(changed, plan, { adjust: 'all', workers: 1, cache: scanCache });
    const three = await runScan(changed, plan, {
      adjust: 'all',
      workers: 3,
      cache: { ...scanCache, codeHash: 'b' },
    });
    expect(found(one)).toEqual(found(three));
  });
});

describe('a scan is answered for', () => {
  test('by no other version of the kernels, by no other plan, by no other adjustment', async () => {
    const cache = await openTier('embedded', 11);
    await scan(cache);
    expect((await scan(cache, { kernelHash: 'newer' })).cache.computedSymbols).toBe(SYMBOLS);
    expect((await scan(cache, { adjust: 'none' })).cache.computedSymbols).toBe(SYMBOLS);
    const definitions = { ...plan.definitions, return_63: 'close / close[64] - 1' };
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels' };
    const otherFeature = await runScan(
      market,
      { ...plan, definitions },
      { adjust: 'all', cache: scanCache, workers: 2 },
    );
    expect(otherFeature.cache.computedSymbols).toBe(SYMBOLS);
    expect(otherFeature.numbers.get('return_63')).not.toEqual(truth.numbers.get('return_63'));
    expect((await scan(cache)).cache.computedSymbols).toBe(0);
  });

  test('on an earlier date only by symbols that had ended by then', async () => {
    const cache = await openTier('embedded', 12);
    await scan(cache);
    const { sessions } = truth.market;
    const asOf = isoDate(sessions[sessions.length - 20]);
    const earlier = await scan(cache, { asOf });
    const ended = SYMBOLS - earlier.cache.computedSymbols;
    expect(ended).toBe(Math.floor(SYMBOLS / 5));
    expect(found(earlier)).toEqual(found(await runScan(market, plan, { adjust: 'all', workers: 2, asOf })));
  });

  test('by itself alone when it is refreshed, and the cache is right afterwards', async () => {
    const cache = await openTier('embedded', 13);
    await scan(cache);
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels', refresh: true };
    const anew = await scan(cache, { cache: scanCache });
    expect(anew.cache).toMatchObject({ hits: 0, misses: 0, computedSymbols: SYMBOLS });
    const after = await scan(cache);
    expect(after.cache.computedSymbols).toBe(0);
    expect(found(after)).toEqual(found(truth));
  });
});
