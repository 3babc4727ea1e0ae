import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cache, cacheConfigSchema, openCache } from '../../pipelines/cache/index.js';
import { ingest, ingestOptionsSchema } from '../../pipelines/ingest/index.js';
import { storeBarDigests, storeBenchmark } from '../../pipelines/market/index.js';
import { type Database, openForWriting } from '../../pipelines/store/index.js';
import { startRedis } from '../pipelines/cache/redis-server.js';
import { sharedData } from '../real/shared-data.js';
import type { BenchResult } from './bench-result.js';
import { type ScanInProcess, type ScanTiming, withScanProcesses } from './scan-in-process.js';

const SIZES = [20, 100, 500, 5126];
const TRIES = 3;
const COLD_TRIES = 5;
const READ_TRIES = 5;
const APPENDED_TRIES = 5;
const VALUES = 5000;
const VALUE_DOUBLES = 6400;

/** What the cache saves a scan, and what it costs where it saves nothing; every scan in a process of its own. */
export async function benchCache(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'technic-bench-cache-'));
  const redis = await startRedis();
  try {
    const wide = sharedData('us_wide_2015_2017/bars.parquet');
    const five = sharedData('us_sp500_5yr/all_stocks_5yr.parquet');
    const reading = await benchReading(join(folder, 'values'), redis.url);
    return await withScanProcesses(async (scan) => [
      ...reading,
      ...(five === undefined ? [] : await benchFiveYears(scan, folder, five)),
      ...(wide === undefined ? [] : await benchScans(scan, folder, wide, redis.url)),
    ]);
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchFiveYears(scan: ScanInProcess, folder: string, prices: string): Promise<BenchResult[]> {
  const path = join(folder, 'five-years.duckdb');
  await makeDatabase(path, prices);
  const appended = await benchAppended(scan, folder, path, '505 symbols x 5 years');
  await withDatabase(path, async (database) => {
    await database.run(
      `INSERT INTO actions SELECT symbol_id, last_bar, 'dividend', 0.995 FROM symbols WHERE symbol_id % 80 = 3`,
    );
    await database.run("UPDATE symbols SET content_hash = 'paid ' || content_hash WHERE symbol_id % 80 = 3");
  });
  const paid = await benchAppended(scan, folder, path, '505 symbols x 5 years, 7 dividends on the day');
  return [appended, { ...paid, budget: undefined }];
}

async function benchScans(
  scan: ScanInProcess,
  folder: string,
  prices: string,
  redisUrl: string,
): Promise<BenchResult[]> {
  const path = join(folder, 'wide.duckdb');
  await makeDatabase(path, prices);
  const results: BenchResult[] = [];
  const colds: number[] = [];
  for (const tier of ['embedded', 'redis'] as const) {
    const place = (n: number) => (tier === 'redis' ? `${redisUrl}/${n}` : join(folder, `cache-${n}`));
    const without: number[] = [];
    const filling: ScanTiming[] = [];
    // In turns: what a minute does to a machine, it does to both.
    for (let n = 1; n <= COLD_TRIES; n++) {
      without.push((await scan(path)).seconds);
      filling.push(await scan(path, place(n)));
    }
    const cold = median(without);
    const filled = median(filling.map(({ seconds }) => seconds));
    const written = median(filling.map(({ secondsToEnd }) => secondsToEnd));
    colds.push(...without);
    const warm = await fastest(() => scan(path, place(1)));
    results.push(
      {
        name: `cold scan us_wide, empty cache (${tier}), against none`,
        value: filled,
        unit: 's',
        floor: cold,
        ratio: filled / cold,
        budget: { of: 'ratio', atMost: 1.1 },
      },
      {
        name: `the same until all is written (${tier})`,
        value: written,
        unit: 's',
        floor: cold,
        ratio: written / cold,
      },
      {
        name: `warm scan us_wide in a new process (${tier})`,
        value: warm.seconds,
        unit: 's',
        budget: { of: 'value', atMost: tier === 'redis' ? 1.5 : 1 },
      },
      {
        name: `the same against cold (${tier})`,
        value: warm.seconds,
        unit: 's',
        floor: cold,
        ratio: warm.seconds / cold,
        budget: { of: 'ratio', atMost: 0.15 },
      },
    );
  }
  results.push(...(await benchIncrements(scan, folder, path, median(colds))));
  for (const size of SIZES) results.push(await benchRepeat(scan, folder, path, size));
  return results;
}

/** Three symbols changed, and a day appended to all: against a scan of everything. */
async function benchIncrements(
  scan: ScanInProcess,
  folder: string,
  path: string,
  cold: number,
): Promise<BenchResult[]> {
  const changed = join(folder, 'changed.duckdb');
  copyFileSync(path, changed);
  await withDatabase(changed, async (database) => {
    await database.run('UPDATE bars SET close = close * 1.001 WHERE symbol_id < 3 AND date = $1::DATE', [
      '2016-06-01',
    ]);
    await database.run("UPDATE symbols SET content_hash = 'changed ' || content_hash WHERE symbol_id < 3");
  });
  const three = await scan(changed, join(folder, 'cache-1'));
  return [
    {
      name: `three of 5,126 symbols changed (${three.cache.computedSymbols} computed), against a scan of all`,
      value: three.seconds,
      unit: 's',
      floor: cold,
      ratio: three.seconds / cold,
    },
    await benchAppended(scan, folder, path, 'us_wide'),
  ];
}

/**
 * A night on which every symbol has one more bar, against a scan of all bars without a cache: medians of scans in
 * processes of the same kind, in turns, each from a cache of yesterday. Both count from the open database to the outcome;
 * the night's time includes opening the cache and putting the outcome into it.
 */
async function benchAppended(
  scan: ScanInProcess,
  folder: string,
  path: string,
  name: string,
): Promise<BenchResult> {
  const yesterday = join(folder, `yesterday-${name}.duckdb`);
  copyFileSync(path, yesterday);
  await withDatabase(yesterday, async (database) => {
    await database.run('DELETE FROM actions WHERE ex_date = (SELECT max(date) FROM bars)');
    await database.run('DELETE FROM bars WHERE date = (SELECT max(date) FROM bars)');
    await database.run(
      `UPDATE symbols SET content_hash = 'yesterday ' || content_hash, last_bar = b.last, bars = b.bars
       FROM (SELECT symbol_id, max(date) AS last, count(*) AS bars FROM bars GROUP BY ALL) b
       WHERE b.symbol_id = symbols.symbol_id`,
    );
  });
  const full: number[] = [];
  const appended: number[] = [];
  let symbols = 0;
  for (let i = 0; i < APPENDED_TRIES; i++) {
    // Not a copy of one cache: a store that is not as its last user left it is checked page by page when it is opened.
    const left = join(folder, `cache-yesterday-${name}-${i}`);
    await scan(yesterday, left);
    full.push((await scan(path)).seconds);
    const night = await scan(path, left);
    appended.push(night.seconds);
    symbols = night.cache.extendedSymbols;
    rmSync(left, { recursive: true });
  }
  const [all, day] = [median(full), median(appended)];
  return {
    name: `${name}: a day appended to all (${symbols} symbols extended), against a scan of all`,
    value: day,
    unit: 's',
    floor: all,
    ratio: day / all,
    budget: { of: 'ratio', atMost: 0.2 },
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
}

/** How many times faster a scan is the second time, in a new process. */
async function benchRepeat(
  scan: ScanInProcess,
  folder: string,
  path: string,
  size: number,
): Promise<BenchResult> {
  const part = join(folder, `first-${size}.duckdb`);
  copyFileSync(path, part);
  await withDatabase(part, async (database) => {
    for (const table of ['bars', 'actions', 'symbols'])
      await database.run(`DELETE FROM ${table} WHERE symbol_id >= $1`, [size]);
  });
  const place = join(folder, `cache-first-${size}`);
  const first = await scan(part, place);
  const again = await fastest(() => scan(part, place));
  return {
    name: `repeated scan of ${size} symbols, times faster in a new process`,
    value: first.seconds / again.seconds,
    unit: 'x',
  };
}

async function benchReading(directory: string, redisUrl: string): Promise<BenchResult[]> {
  const context = { codeVersion: 'bench', runId: 'bench', now: Date.now, log: console.error };
  const results: BenchResult[] = [];
  for (const tier of ['embedded', 'redis'] as const) {
    const config = cacheConfigSchema.parse({ backend: tier, directory, memoryBytes: 0 });
    const cache = await openCache(config, { ...context, env: { REDIS_URL: `${redisUrl}/15` } });
    await fill(cache);
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < READ_TRIES; i++) best = Math.min(best, await readAll(cache));
    await cache.close();
    results.push({
      name: `read 5,000 values of 50 KB (${tier})`,
      value: best,
      unit: 'ms',
      budget: { of: 'value', atMost: tier === 'redis' ? 500 : 60 },
    });
  }
  return results;
}

const keyOf = (i: number) => `value-${i}`;

async function fill(cache: Cache): Promise<void> {
  for (let from = 0; from < VALUES; from += 100) {
    const entries = Array.from({ length: 100 }, (_, k) => {
      const x = new Float64Array(VALUE_DOUBLES).fill(from + k);
      return { key: keyOf(from + k), value: { columns: { x } } };
    });
    await cache.setMany('bars', entries);
  }
}

/** @returns milliseconds. @throws when a value is not the one that was written. */
async function readAll(cache: Cache): Promise<number> {
  const keys = Array.from({ length: VALUES }, (_, i) => keyOf(i));
  const begun = performance.now();
  let sum = 0;
  await cache.visitMany('bars', keys, (_, value) => {
    sum += value?.columns.x[VALUE_DOUBLES - 1] ?? Number.NaN;
  });
  const tookMs = performance.now() - begun;
  if (sum !== (VALUES * (VALUES - 1)) / 2) throw new Error('bench: a value was missing or wrong');
  return tookMs;
}

async function makeDatabase(path: string, prices: string): Promise<void> {
  const database = await openForWriting(path);
  const options = ingestOptionsSchema.parse({ source: 'parquet', path: prices });
  await ingest(database, options, { onProgress: () => {}, now: Date.now() });
  await storeBenchmark(database);
  await database.run('CHECKPOINT');
  database.close();
}

async function withDatabase(path: string, change: (database: Database) => Promise<void>): Promise<void> {
  const database = await openForWriting(path);
  await change(database);
  await storeBenchmark(database);
  await storeBarDigests(database);
  await database.run('CHECKPOINT');
  database.close();
}

async function fastest(run: () => Promise<ScanTiming>): Promise<ScanTiming> {
  let best = await run();
  for (let i = 1; i < TRIES; i++) best = faster(best, await run());
  return best;
}

function faster(one: ScanTiming, other: ScanTiming): ScanTiming {
  return other.seconds < one.seconds ? other : one;
}
