import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../../pipelines/errors/index.js';
import { type IngestSummary, ingest, ingestOptionsSchema } from '../../../../pipelines/ingest/index.js';
import { type Database, openForWriting } from '../../../../pipelines/store/index.js';
import { type Answer, DAYS, json, KEY, startVendor, status, type Vendor } from './vendor-server.js';

const hang: Answer = () => undefined;
const cut: Answer = (request) => request.socket.destroy();
const half: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"results":[');
  setImmediate(() => request.socket.destroy());
};
const garbled: Answer = (_, response) => response.end('{"results":[');

describe('polygon', () => {
  let vendor: Vendor;
  let downloads: string;

  beforeEach(async () => {
    process.env.POLYGON_API_KEY = KEY;
    downloads = mkdtempSync(join(tmpdir(), 'technic-polygon-'));
    vendor = await startVendor();
  });

  afterEach(async () => {
    expect(vendor.keys).toEqual({ header: vendor.asked.length, address: 0 });
    await vendor.close();
    rmSync(downloads, { recursive: true, force: true });
    delete process.env.POLYGON_API_KEY;
  });

  const run = async <T>(
    look: (summary: IngestSummary, database: Database) => T | Promise<T>,
    more: object = {},
    signal?: AbortSignal,
  ): Promise<T> => {
    const database = await openForWriting(':memory:');
    try {
      const options = ingestOptionsSchema.parse({
        source: 'polygon',
        baseUrl: vendor.url,
        from: '2024-01-01',
        to: '2024-01-04',
        requestsPerMinute: 60_000,
        timeoutMs: 20_000,
        retryDelayMs: 2,
        ...more,
      });
      const context = { onProgress: () => undefined, now: Date.UTC(2026, 0, 15), downloads, signal };
      return await look(await ingest(database, options, context), database);
    } finally {
      database.close();
    }
  };
  const problem = async (more: object = {}) => {
    const error: unknown = await run(() => undefined, more).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Problem);
    expect(`${(error as Problem).message} ${(error as Problem).suggestion}`).not.toContain(KEY);
    return error as Problem;
  };
  const grouped = (day: string) => `/v2/aggs/grouped/locale/us/market/stocks/${day}`;

  it('asks once a session and brings bars, splits, dividends and names', async () => {
    await run(async (summary, database) => {
      expect(summary).toMatchObject({
        rowsRead: 9,
        rowsAccepted: 6,
        rowsRejected: 3,
        symbols: 2,
        source: 'polygon',
      });
      expect(summary.rejectionsByReason).toEqual({ non_positive_price: 3 });
      expect(await database.rows('SELECT symbol, name FROM symbols ORDER BY symbol_id')).toEqual([
        { symbol: 'AAA', name: 'Triple A' },
        { symbol: 'BRK.B', name: 'Berkshire' },
      ]);
      expect(
        await database.rows(
          'SELECT symbol_id, ex_date::VARCHAR AS date, kind, factor FROM actions ORDER BY ALL',
        ),
      ).toEqual([
        { symbol_id: 0, date: '2024-01-04', kind: 'split', factor: 0.5 },
        { symbol_id: 1, date: '2024-01-03', kind: 'dividend', factor: 0.99 },
      ]);
      const [{ options }] = await database.rows('SELECT options FROM ingests');
      expect(options).not.toContain(KEY);
    });
    expect(vendor.asked.filter((path) => path.startsWith('/v2'))).toEqual(Object.keys(DAYS).map(grouped));
    expect(vendor.asked).toHaveLength(7);
    for (const file of readdirSync(join(downloads, 'polygon'))) {
      expect(readFileSync(join(downloads, 'polygon', file)).includes(KEY)).toBe(false);
    }
  });

  it('without a cache asks again only for what will pass, and for the one new day', async () => {
    const first = await run(({ dataHash }) => dataHash, { to: '2024-01-03' });
    const before = vendor.asked.length;
    expect(await run(({ dataHash }) => dataHash, { to: '2024-01-03' })).toBe(first);
    expect(vendor.asked.slice(before).every((path) => path.startsWith('/v3/reference/'))).toBe(true);
    await run(() => undefined);
    expect(vendor.asked.slice(before).filter((path) => path.startsWith('/v2'))).toEqual([
      grouped('2024-01-04'),
    ]);
  });

  it('takes one request a symbol when a few symbols are wanted', async () => {
    const whole = await run((_, database) =>
      database.rows('SELECT date, close FROM bars WHERE symbol_id = 0'),
    );
    const few = await run((_, database) => database.rows('SELECT date, close FROM bars'), {
      from: '2024-01-02',
      symbols: ['AAA'],
    });
    expect(few).toEqual(whole);
    expect(vendor.asked).toContain('/v2/aggs/ticker/AAA/range/1/day/2024-01-02/2024-01-04');
  });

  const passing: readonly (readonly [name: string, failures: Answer[]])[] = [
    ['429 without a time', [status(429), status(429)]],
    ['429 with Retry-After', [status(429, { 'retry-after': '0.05' })]],
    ['5xx', [status(500), status(502), status(503)]],
    ['a timeout', [hang]],
    ['a cut connection', [cut, cut]],
    ['an answer cut short', [half]],
    ['an answer that is not whole JSON', [garbled]],
  ];
  for (const [name, failures] of passing) {
    it(`passes over ${name}`, async () => {
      vendor.fail(grouped('2024-01-03'), ...failures);
      const patience = failures.includes(hang) ? { timeoutMs: 1000 } : {};
      expect(await run(({ rowsAccepted }) => rowsAccepted, patience)).toBe(6);
      expect(vendor.asked.filter((path) => path === grouped('2024-01-03'))).toHaveLength(failures.length + 1);
    });
  }

  it('waits as long as Retry-After says', async () => {
    vendor.fail(grouped('2024-01-02'), status(429, { 'retry-after': '0.4' }));
    const started = performance.now();
    await run(() => undefined);
    expect(performance.now() - started).toBeGreaterThan(400);
  });

  it('keeps to the request rate', async () => {
    const started = performance.now();
    await run(() => undefined, { requestsPerMinute: 600 });
    expect(performance.now() - started).toBeGreaterThan(6 * 100 - 20);
  });

  it('breaks the circuit when the vendor is down, and carries on from there the next time', async () => {
    vendor.fail(grouped('2024-01-04'), ...Array.from({ length: 5 }, () => status(503)));
    const down = await problem();
    expect(down).toMatchObject({ kind: 'vendor', retryable: true });
    expect(down.message).toContain('503');
    expect(vendor.asked.filter((path) => path === grouped('2024-01-04'))).toHaveLength(5);
    const before = vendor.asked.length;
    await run(() => undefined);
    expect(vendor.asked.slice(before)[0]).toBe(grouped('2024-01-04'));
  });

  it('gives up soon on a host that cannot be reached, and names it', async () => {
    // Ten minutes between requests and between attempts of the stubborn kind: neither may be waited for.
    const rate = { requestsPerMinute: 0.1 };
    const url = vendor.url;
    await vendor.close();
    const refused = await problem(rate);
    expect(refused).toMatchObject({ kind: 'network', retryable: true });
    expect(refused.message).toContain(`${new URL(url).host} cannot be reached: it refuses the connection`);
  });

  it('a damaged stored answer is asked for again', async () => {
    const hash = await run(({ dataHash }) => dataHash);
    const folder = join(downloads, 'polygon');
    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), 'half');
    expect(await run(({ dataHash }) => dataHash)).toBe(hash);
  });

  it('says what to do about a missing or refused key, and an answer of another shape', async () => {
    vendor.fail(grouped('2024-01-02'), status(401));
    expect((await problem()).suggestion).toContain('POLYGON_API_KEY');
    vendor.fail(grouped('2024-01-02'), json({ results: [{ c: 'x' }] }));
    expect((await problem()).message).toContain('not as documented');
    expect(await run(({ rowsAccepted }) => rowsAccepted)).toBe(6);
    delete process.env.POLYGON_API_KEY;
    expect(await problem()).toMatchObject({ kind: 'config' });
  });

  it('follows the next page on its own host only', async () => {
    const elsewhere = {
      results: [{ ticker: 'AAA' }],
      next_url: 'http://evil.example/v3/reference/tickers?cursor=2',
    };
    vendor.fail('/v3/reference/tickers', json(elsewhere));
    expect((await problem()).message).toContain('evil.example');
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    vendor.fail(grouped('2024-01-03'), () => controller.abort());
    await expect(run(() => undefined, { timeoutMs: 20_000 }, controller.signal)).rejects.toThrow(/abort/i);
  });
});
