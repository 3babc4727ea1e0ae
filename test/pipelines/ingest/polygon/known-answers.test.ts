import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from '../../../../pipelines/cache/index.js';
import { ingest, ingestOptionsSchema, type VendorCalls } from '../../../../pipelines/ingest/index.js';
import { openForWriting } from '../../../../pipelines/store/index.js';
import { type RedisServer, startRedis } from '../../cache/redis-server.js';
import { createTrial, patient } from '../../cache/trial.js';
import { KEY, startVendor, status, type Vendor } from './vendor-server.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2024, 0, 5, 12);
const grouped = (day: string) => `/v2/aggs/grouped/locale/us/market/stocks/${day}`;

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe.each(['embedded', 'redis'] as const)('answers of the vendor, cache %s', (backend) => {
  let vendor: Vendor;
  const trial = createTrial();

  beforeEach(async () => {
    process.env.POLYGON_API_KEY = KEY;
    vendor = await startVendor();
  });
  afterEach(async () => {
    expect(vendor.keys).toEqual({ header: vendor.asked.length, address: 0 });
    await vendor.close();
    delete process.env.POLYGON_API_KEY;
  });

  /** A cache as a new process opens it; each vendor has an address, so keys, of its own. */
  const openOne = (now = NOW, url = redis.url) => trial.start(url, patient, { backend }, () => now);

  /** An ingest into an empty database. @param downloads files of a workspace; another is another machine. */
  const run = async (
    cache: Cache | undefined,
    { to = '2024-01-04', downloads = 'here', refresh = false, now = NOW } = {},
  ) => {
    const database = await openForWriting(':memory:');
    const calls: VendorCalls[] = [];
    try {
      const rate = { requestsPerMinute: 60_000, timeoutMs: 20_000, retryDelayMs: 2 };
      const source = { source: 'polygon', baseUrl: vendor.url, from: '2024-01-02', to, ...rate };
      const { dataHash } = await ingest(database, ingestOptionsSchema.parse(source), {
        onProgress: () => undefined,
        onVendorCalls: (made) => calls.push({ ...made }),
        now,
        downloads: join(trial.folder, downloads),
        vendorCache: cache && { cache, refresh },
      });
      return { dataHash, calls: calls[0] };
    } finally {
      database.close();
      await cache?.written();
    }
  };
  /** What has been asked since. */
  const since = (count: number) => vendor.asked.slice(count);

  it('are asked for once a day, in a new process and on another machine too', async () => {
    const first = await run(await openOne());
    expect(first.calls).toEqual({ asked: 7, fromCache: 0, fromDownloads: 0 });
    const before = vendor.asked.length;
    const again = await run(await openOne());
    expect(again).toEqual({ ...first, calls: { asked: 0, fromCache: 4, fromDownloads: 3 } });
    const cache = await openOne();
    const elsewhere = await run(cache, { downloads: 'there' });
    expect(elsewhere).toEqual({ ...first, calls: { asked: 0, fromCache: 7, fromDownloads: 0 } });
    expect(since(before)).toEqual([]);
    // What technic cache stats counts as calls saved.
    expect(cache.stats().byKind.vendor).toMatchObject({ hits: 7, misses: 0 });
    expect(cache.stats().secondsSaved).toBeGreaterThan(0);
  });

  it('that will pass are asked for again a day later, settled ones never', async () => {
    await run(await openOne());
    const before = vendor.asked.length;
    await run(await openOne(NOW + DAY_MS + 1), { now: NOW + DAY_MS + 1 });
    expect(since(before).toSorted()).toEqual([
      '/v3/reference/dividends',
      '/v3/reference/splits',
      '/v3/reference/tickers',
      '/v3/reference/tickers',
    ]);
  });

  it('that came before a run broke off are not asked for again', async () => {
    vendor.fail('/v3/reference/tickers', status(401));
    await expect(run(await openOne())).rejects.toThrow(/401/);
    const before = vendor.asked.length;
    await run(await openOne());
    expect(since(before)).toEqual(['/v3/reference/tickers', '/v3/reference/tickers']);
  });

  it('about a day that is not over are never kept', async () => {
    const noon = Date.UTC(2024, 0, 4, 17);
    await run(await openOne(noon), { now: noon });
    const before = vendor.asked.length;
    await run(await openOne(noon), { now: noon });
    expect(since(before).filter((path) => path.startsWith('/v2'))).toEqual([grouped('2024-01-04')]);
    expect(since(before)).toHaveLength(5);
    const after = vendor.asked.length;
    await run(await openOne());
    expect(since(after)).toContain(grouped('2024-01-04'));
    expect(since(after)).not.toContain(grouped('2024-01-03'));
  });

  it('that are not as documented are not kept', async () => {
    const nothing = (_: unknown, response: { end(text: string): void }) => response.end('{"results":[{}]}');
    vendor.fail('/v3/reference/splits', nothing);
    await expect(run(await openOne())).rejects.toThrow(/not as documented/);
    const before = vendor.asked.length;
    await run(await openOne());
    expect(since(before)).toContain('/v3/reference/splits');
  });

  it('are asked for anew with refresh, and put in the cache', async () => {
    await run(await openOne());
    const before = vendor.asked.length;
    const refreshed = await run(await openOne(), { refresh: true });
    expect(refreshed.calls).toEqual({ asked: 4, fromCache: 0, fromDownloads: 3 });
    expect(since(before)).toHaveLength(4);
  });

  it('are the same with a cache that is down', async () => {
    const whole = await run(undefined);
    const down = backend === 'redis' ? await openOne(NOW, 'redis://127.0.0.1:1') : await openOne();
    if (backend === 'embedded') await down.close();
    const { dataHash, calls } = await run(down, { downloads: 'there' });
    expect({ dataHash, asked: calls.asked }).toEqual({ dataHash: whole.dataHash, asked: 7 });
  });

  it('hold the key in no key, value, trace or file', async () => {
    const cache = await openOne();
    await run(cache);
    const { subject } = cache.drainTrace();
    expect(subject.filter((one) => one.startsWith('polygon /'))).toHaveLength(7);
    expect(subject.join(' ')).not.toContain(KEY);
    const stored: string[] = [];
    for await (const info of cache.backend?.list('vendor') ?? []) stored.push(`${info.key} ${info.subject}`);
    expect(stored.filter((text) => text.includes('polygon /'))).not.toEqual([]);
    expect(stored.join(' ')).not.toContain(KEY);
    for (const file of readdirSync(trial.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect(readFileSync(join(file.parentPath, file.name)).includes(KEY)).toBe(false);
    }
  });
});
