import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import technicConfig from '../../../technic.config.js';
import { cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { parseConfig } from '../../../pipelines/config/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { planScan, runScan, type ScanOutcome } from '../../../pipelines/scan/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';
import { sharedData } from '../shared-data.js';

const prices = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
const missing = 'skipped, the market data are not beside the project (set TECHNIC_SHARED)';
const CHANGED = ['AAPL', 'MSFT', 'XOM'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-incremental-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!prices)(prices ? 'a scan of the S&P 500 of 2013 to 2018' : `S&P 500: ${missing}`, () => {
  test('after one bar of 3 of 505 symbols has changed computes these 3, and is the full scan to the last bit', async () => {
    const csv = gunzipSync(readFileSync(prices ?? '')).toString('utf8');
    const before = await databaseOf('before', csv);
    const after = await databaseOf('after', withChangedBars(csv));
    const plan = planScan({ scans: parseConfig(technicConfig, 'technic.config.ts').scans });
    const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => said.push(line) };
    const said: string[] = [];
    const config = { backend: 'embedded', directory: join(folder, 'cache') };
    const cache = await openCache(cacheConfigSchema.parse(config), context);
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels' };
    try {
      const cold = await runScan(before, plan, { adjust: 'all', cache: scanCache });
      expect(cold.cache).toMatchObject({ hits: 0, computedSymbols: 505 });
      const incremental = await runScan(after, plan, { adjust: 'all', cache: scanCache });
      expect(incremental.cache).toMatchObject({ hits: 502, misses: 3, computedSymbols: 3 });
      const full = await runScan(after, plan, { adjust: 'all' });
      expect(found(incremental)).toEqual(found(full));
      expect(full.signals.count).toBeGreaterThan(10_000);
      expect(said).toEqual([]);
    } finally {
      await cache.close();
      before.close();
      after.close();
    }
  });

  test('after a day was appended to all goes on from the day before, and is the full scan to the last bit', async () => {
    const csv = gunzipSync(readFileSync(prices ?? '')).toString('utf8');
    const [days, today] = [csv.replace(/^2018-02-07,.*\n/gm, ''), csv];
    const yesterday = await databaseOf('yesterday', days);
    const present = await databaseOf('today', today);
    const plan = planScan({ scans: parseConfig(technicConfig, 'technic.config.ts').scans });
    const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => said.push(line) };
    const said: string[] = [];
    const config = { backend: 'embedded', directory: join(folder, 'cache-days') };
    const cache = await openCache(cacheConfigSchema.parse(config), context);
    const scanCache = { cache, codeHash: 'code', kernelHash: 'kernels' };
    try {
      await runScan(yesterday, plan, { adjust: 'all', cache: scanCache });
      const night = await runScan(present, plan, { adjust: 'all', cache: scanCache });
      expect(night.cache).toMatchObject({ hits: 505, misses: 0, computedSymbols: 0, extendedSymbols: 505 });
      expect(found(night)).toEqual(found(await runScan(present, plan, { adjust: 'all' })));
      expect(said).toEqual([]);
    } finally {
      await cache.close();
      yesterday.close();
      present.close();
    }
  });
});

function found({ market: { asOf }, ...outcome }: ScanOutcome) {
  return { ...outcome, asOf, cache: undefined, workers: undefined };
}

/** The close of one day of three symbols becomes the open of that day: a price that the day had. */
function withChangedBars(csv: string): string {
  let text = csv;
  for (const symbol of CHANGED) {
    const line = new RegExp(`^(2016-06-01),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),${symbol}$`, 'm');
    text = text.replace(
      line,
      (_, date, open, high, low, _close, volume) =>
        `${date},${open},${high},${low},${open},${volume},${symbol}`,
    );
  }
  if (text === csv) throw new Error('the test found no bar to change');
  return text;
}

async function databaseOf(name: string, csv: string): Promise<Database> {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, csv);
  const database = await openForWriting(join(folder, `${name}.duckdb`));
  const options = ingestOptionsSchema.parse({ source: 'csv', path });
  await ingest(database, options, { onProgress: () => {}, now: Date.UTC(2026, 0, 1) });
  await storeBenchmark(database);
  return database;
}
