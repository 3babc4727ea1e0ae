import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cache,
  type CacheKind,
  cacheConfigSchema,
  openCache,
  verifyCache,
} from '../../../pipelines/cache/index.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { patient } from './trial.js';

const T0 = Date.UTC(2026, 0, 5);
const value = (...numbers: number[]) => ({ columns: { x: Float64Array.from(numbers) } });

let server: RedisServer;
let folder: string;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

async function storedBytes(cache: Cache, kind: CacheKind, key: string): Promise<Uint8Array> {
  let bytes = new Uint8Array(0);
  await cache.backend?.read(kind, [key], (_, stored) => {
    bytes = Uint8Array.from(stored ?? []);
  });
  return bytes;
}

describe.each(['memory', 'embedded', 'redis'] as const)('%s cache', (backend) => {
  const open: Cache[] = [];
  let time = T0;
  const start = async (options: Record<string, unknown> = {}, codeVersion = 'code-1') => {
    // Laws hold on a busy machine too: patience with a slow store is another test's matter.
    const config = cacheConfigSchema.parse({
      backend,
      directory: folder,
      memoryBytes: 0,
      redis: patient,
      ...options,
    });
    const cache = await openCache(
      backend === 'memory' && options.memoryBytes === undefined ? { ...config, memoryBytes: 1e8 } : config,
      { codeVersion, runId: 'r1', now: () => time, log: () => undefined, env: { REDIS_URL: server.url } },
    );
    open.push(cache);
    return cache;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'technic-cache-'));
  });
  afterEach(async () => {
    for (const cache of open.splice(0)) await cache.close();
    rmSync(folder, { recursive: true, force: true });
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
    time = T0;
  });

  it('a value written again under its key is the one that is read, also where the former was at hand', async () => {
    const cache = await start({ memoryBytes: 1e8 });
    cache.setLater('state', [{ key: 'hint', value: value(1) }]);
    await cache.written();
    expect(await cache.getMany('state', ['hint'])).toEqual([value(1)]);
    cache.setLater('state', [{ key: 'hint', value: value(2) }]);
    await cache.written();
    expect(await cache.getMany('state', ['hint'])).toEqual([value(2)]);
  });

  it('returns the very columns that were stored', async () => {
    const cache = await start();
    const columns = {
      a: Float64Array.of(1, Number.NaN, -0),
      b: Float32Array.of(1.5, 2),
      c: Int32Array.of(-1, 7, 9),
      d: Uint8Array.of(255),
      empty: new Float64Array(0),
    };
    await cache.setMany('features', [{ key: 'ab12', subject: 'AAPL', value: { columns } }]);
    const [found] = await cache.getMany('features', ['ab12']);
    expect(found?.columns).toEqual(columns);
  });

  it('keeps kinds apart and misses what was never stored', async () => {
    const cache = await start();
    await cache.setMany('features', [{ key: 'k', value: value(1) }]);
    expect(await cache.getMany('scores', ['k'])).toEqual([undefined]);
    expect(await cache.getMany('features', ['j', 'k'])).toEqual([undefined, value(1)]);
  });

  it('visits hits in place and misses afterwards', async () => {
    const cache = await start();
    await cache.setMany('bars', [{ key: 'b', value: value(5) }]);
    const seen: (readonly [number, number | undefined])[] = [];
    await cache.visitMany('bars', ['a', 'b'], (i, found) => seen.push([i, found?.columns.x[0]]));
    expect(seen).toEqual([
      [1, 5],
      [0, undefined],
    ]);
  });

  it('tells cold, version and expired apart', async () => {
    const cache = await start({ ttlMs: { predictions: 1000 } });
    const item = { key: 'k1', subject: 'MSFT' };
    await cache.getMany('predictions', [item]);
    await cache.setMany('predictions', [{ ...item, value: value(1), costMs: 7 }]);
    await cache.getMany('predictions', [item]);
    await cache.getMany('predictions', [{ key: 'k2', subject: 'MSFT' }]);
    time += 1001;
    await cache.getMany('predictions', [item]);
    const { causes, hits, secondsSaved } = cache.stats();
    expect({ hits, secondsSaved }).toEqual({ hits: 1, secondsSaved: 0.007 });
    expect(causes).toMatchObject({ cold: 1, version: 1, expired: 1 });
    const trace = cache.drainTrace();
    expect([...trace.cause]).toEqual([0, -1, 3, 1]);
    expect([...trace.costMs]).toEqual([7, 7, 0, 0]);
    expect(trace.ageMs[3]).toBe(1001);
  });

  it('does not believe a clock that was further ahead than a value lives', async () => {
    const cache = await start({ ttlMs: { predictions: 1000, vendor: 1000 } });
    time = T0 + 900;
    await cache.setMany('predictions', [{ key: 'soon', value: value(1) }]);
    time = T0 + 86_400_000;
    await cache.setMany('vendor', [{ key: 'ahead', value: value(2) }]);
    time = T0;
    expect(await cache.getMany('predictions', ['soon'])).toEqual([value(1)]);
    // On Redis it is gone or not, by the server's own clock.
    expect(await cache.getMany('vendor', ['ahead'])).toEqual([undefined]);
    expect(await cache.getOrComputeMany('vendor', ['ahead'], async () => [value(3)])).toEqual([value(3)]);
    expect(await cache.getMany('vendor', ['ahead'])).toEqual([value(3)]);
  });

  it('holds no more than its limit after any sequence of writes, reads and removals', async () => {
    const LIMIT = 40_000;
    // The server adds its own bookkeeping, which is counted only when a tenth of the limit has been written.
    const most = backend === 'redis' ? 1.1 * LIMIT : LIMIT;
    const operation = fc.record({
      what: fc.constantFrom('write', 'write', 'write', 'read', 'remove'),
      keys: fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 6 }),
      numbers: fc.nat(900),
      wait: fc.nat(90_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 30 }), async (operations) => {
        const cache = await start({ memoryBytes: LIMIT, embeddedBytes: LIMIT, redisBytes: LIMIT });
        for (const { what, keys, numbers, wait } of operations) {
          time += wait;
          const names = keys.map((key) => `k${key}`);
          const columns = { x: new Float64Array(numbers) };
          if (what === 'read') await cache.getMany('features', names);
          else if (what === 'remove') await cache.backend?.remove('features', names);
          else
            await cache.setMany(
              'features',
              names.map((key) => ({ key, value: { columns } })),
            );
          const sizes = (await cache.backend?.measure()) ?? [];
          expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(most);
        }
        await cache.close();
      }),
      { numRuns: 3, seed: 7 },
    );
  });

  it('keeps the byte limit by evicting and says so at the next miss', async () => {
    const limits = { memoryBytes: 50_000, embeddedBytes: 50_000, redisBytes: 50_000 };
    const cache = await start(limits);
    for (let i = 0; i < 20; i++) {
      await cache.setMany('features', [{ key: `k${i}`, value: { columns: { x: new Float64Array(1250) } } }]);
      time += 120_000;
    }
    let bytes = 0;
    for await (const info of cache.backend?.list() ?? []) bytes += info.bytes;
    expect(bytes).toBeLessThanOrEqual(50_000);
    expect(bytes).toBeGreaterThan(20_000);
    await cache.visitMany(
      'features',
      Array.from({ length: 20 }, (_, i) => `k${i}`),
      () => undefined,
    );
    expect(cache.stats().causes.evicted).toBeGreaterThan(10);
  });

  it('drops a damaged value and computes it again', async () => {
    if (backend === 'memory') return;
    const cache = await start();
    await cache.setMany('state', [{ key: 'good', value: value(1) }]);
    const memory = { key: 'bad', storedAt: time, expiresAt: time + 1e6, codeVersion: '' };
    const rubbish = { subject: 'S', createdAt: time, expiresAt: time + 1e6, costMs: 0, memory };
    await cache.backend?.write('state', [{ key: 'bad', bytes: new Uint8Array(200).fill(7), ...rubbish }]);
    const found = await cache.getOrComputeMany('state', ['good', 'bad'], async (missing) =>
      missing.map((i) => value(10 * i)),
    );
    expect(found).toEqual([value(1), value(10)]);
    expect(cache.events().map((event) => event.event)).toEqual(['damaged']);
    expect(await cache.getMany('state', ['bad'])).toEqual([value(10)]);
  });

  it('misses what another version stored in a format of its own, without calling it damaged', async () => {
    const cache = await start();
    await cache.setMany('state', [{ key: 'k', subject: 'S', value: value(1) }]);
    const bytes = await storedBytes(cache, 'state', 'k');
    bytes[12] += 1;
    const memory = { key: 'k', storedAt: time, expiresAt: time + 1e6, codeVersion: '' };
    const entry = { key: 'k', subject: 'S', createdAt: time, expiresAt: time + 1e6, costMs: 0, memory };
    const other = await start();
    await other.backend?.write('state', [{ ...entry, bytes }]);
    expect(await other.getMany('state', [{ key: 'k', subject: 'S' }])).toEqual([undefined]);
    expect(other.stats().causes.version).toBe(1);
    expect(await verifyCache(other)).toMatchObject({ damaged: [] });
    expect(other.events()).toEqual([]);
  });

  it('computes once for ten callers, in one process and in two', async () => {
    const caches = backend === 'memory' ? [await start()] : [await start(), await start()];
    let computed = 0;
    const ask = (cache: Cache) =>
      cache.getOrComputeMany('sweep', ['s1', 's2'], async (missing) => {
        computed += missing.length;
        await new Promise((resolve) => setTimeout(resolve, 60));
        return missing.map((i) => value(i));
      });
    const found = await Promise.all(Array.from({ length: 10 }, (_, i) => ask(caches[i % caches.length])));
    for (const values of found) expect(values).toEqual([value(0), value(1)]);
    expect(computed).toBe(2);
  });

  it('rejects what compute throws and lets the next caller compute', async () => {
    const cache = await start();
    await expect(
      cache.getOrComputeMany('scan', ['f'], () => Promise.reject(new Error('broken rule'))),
    ).rejects.toThrow('broken rule');
    expect(await cache.getOrComputeMany('scan', ['f'], async () => [value(3)])).toEqual([value(3)]);
  });

  it('never answers with a value of another key, kind or version', async () => {
    const operation = fc.record({
      isSet: fc.boolean(),
      kind: fc.constantFrom<CacheKind>('features', 'scores', 'bars'),
      key: fc.constantFrom('a', 'b', 'c', 'a.b', 'ab', 'A'),
      cache: fc.nat(1),
      wait: fc.nat(600),
      number: fc.integer(),
    });
    // Across runs, as the server keeps its values between them.
    const truth = new Map<string, number[]>();
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        const options = { ttlMs: { features: 1000 }, memoryBytes: backend === 'memory' ? 900 : 300 };
        const caches = [await start(options), await start(options, 'code-2')];
        for (const { isSet, kind, key, cache, wait, number } of operations) {
          time += wait;
          const id = `${kind}:${key}`;
          if (isSet) {
            truth.set(id, [...(truth.get(id) ?? []), number]);
            await caches[cache].setMany(kind, [{ key, subject: 'S', value: value(number) }]);
          } else {
            const [found] = await caches[cache].getMany(kind, [key]);
            if (found !== undefined) expect(truth.get(id)).toContain(found.columns.x[0]);
          }
        }
        for (const cache of open.splice(0)) await cache.close();
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 15, seed: 4 },
    );
  });
});
