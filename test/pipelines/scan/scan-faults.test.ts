import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { cacheWords, planScan, runScan, type ScanOutcome } from '../../../pipelines/scan/index.js';
import type { Database } from '../../../pipelines/store/index.js';
import { freePort, type RedisServer, startRedis } from '../cache/redis-server.js';
import { csvMarket } from './csv-market.js';

const SYMBOLS = 12;
const plan = planScan({
  scans: [{ name: 'low', title: 'low', where: 'rsi(2) < 10', direction: 'long' }],
  withFeatures: false,
});

let folder: string;
let market: Database;
let truth: ScanOutcome;
let said: string[];
let directories = 0;
const open: Cache[] = [];
const servers: RedisServer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-scan-faults-'));
  market = await csvMarket(join(folder, 'market'), { symbols: SYMBOLS });
  truth = await runScan(market, plan, { adjust: 'all', workers: 1 });
});
afterAll(() => {
  market.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  said = [];
});
afterEach(async () => {
  for (const cache of open.splice(0)) await cache.close();
  for (const server of servers.splice(0)) await server.stop();
});

async function serve(args: readonly string[] = []): Promise<RedisServer> {
  const server = await startRedis(args);
  servers.push(server);
  return server;
}

async function openWith(config: Parameters<typeof cacheConfigSchema.parse>[0], url?: string): Promise<Cache> {
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => said.push(line) };
  const cache = await openCache(cacheConfigSchema.parse(config), { ...context, env: { REDIS_URL: url } });
  open.push(cache);
  return cache;
}

/** Patient, because the machine that runs the tests may be busy: a slow answer is none of the faults meant. */
const PATIENCE = { timeoutMs: 10_000, connectTimeoutMs: 10_000, retryAfterMs: 1, graceMs: 1e6 };
const openRedis = (url: string, redis: Record<string, unknown> = PATIENCE) =>
  openWith({ memoryBytes: 0, redis }, url);
const openEmbedded = (directory = join(folder, `cache-${directories++}`)) =>
  openWith({ memoryBytes: 0, directory });

const scan = (cache: Cache, codeHash = 'code') =>
  runScan(market, plan, {
    adjust: 'all',
    workers: 1,
    cache: { cache, codeHash, kernelHash: 'kernels' },
  });

function found({ market: { asOf }, ...outcome }: ScanOutcome) {
  return { ...outcome, asOf, cache: undefined, workers: undefined };
}

/** The same cache, to which something happens between its first lookup of the scan and that of the symbols. */
function struck(cache: Cache, strike: () => unknown): Cache {
  return {
    ...cache,
    async visitMany(...args) {
      await strike();
      return cache.visitMany(...args);
    },
  };
}

describe('a scan is the scan without a cache, and says once what happened, when Redis', () => {
  test('is absent', async () => {
    const cache = await openRedis(`redis://127.0.0.1:${await freePort()}`, {});
    const outcome = await scan(cache);
    expect(found(outcome)).toEqual(found(truth));
    expect(outcome.cache).toMatchObject({ tier: 'redis', hits: 0, computedSymbols: SYMBOLS });
    expect(said).toHaveLength(1);
  });

  test('is killed during the scan', async () => {
    const server = await serve();
    const cache = await openRedis(server.url, {});
    await scan(cache);
    await cache.written();
    const outcome = await scan(
      struck(cache, () => server.stop('SIGKILL')),
      'later',
    );
    expect(found(outcome)).toEqual(found(truth));
    expect(outcome.cache.computedSymbols).toBe(SYMBOLS);
    expect(new Set(said).size).toBe(said.length);
    expect(said.length).toBeGreaterThan(0);
  });

  test('kills our connections during the scan', async () => {
    const server = await serve();
    const cache = await openRedis(server.url);
    await scan(cache);
    const admin = new Redis(server.url);
    const kill = () => admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect(found(await scan(struck(cache, kill), 'later'))).toEqual(found(truth));
    admin.disconnect();
  });

  test('hangs during the scan', async () => {
    const server = await serve();
    const cache = await openRedis(server.url, { timeoutMs: 100 });
    await scan(cache);
    await cache.written();
    const outcome = await scan(
      struck(cache, () => server.process.kill('SIGSTOP')),
      'later',
    );
    server.process.kill('SIGCONT');
    expect(found(outcome)).toEqual(found(truth));
    expect(outcome.cache.computedSymbols).toBe(SYMBOLS);
    expect(said.filter((line) => line.includes('no answer'))).toHaveLength(1);
  });

  test('has no memory left', async () => {
    const server = await serve(['--maxmemory', '1mb']);
    const cache = await openRedis(server.url);
    for (const code of ['a', 'b']) expect(found(await scan(cache, code))).toEqual(found(truth));
    await cache.written();
    expect(cache.events().map(({ event }) => event)).toContain('full');
    expect(said.filter((line) => line.includes('OOM'))).toHaveLength(1);
  });

  test('refuses the password, which is said nowhere', async () => {
    const server = await serve(['--requirepass', 'right']);
    const cache = await openRedis(server.url.replace('redis://', 'redis://:s3cr3t@'));
    const outcome = await scan(cache);
    expect(found(outcome)).toEqual(found(truth));
    expect(cache.events().map(({ event }) => event)).toContain('refused');
    expect(JSON.stringify([said, cache.events(), outcome.cache, cacheWords(outcome.cache)])).not.toMatch(
      /s3cr3t/,
    );
  });

  test('serves two versions of the program, each of which finds its own', async () => {
    const server = await serve();
    const [old, young] = [await openRedis(server.url), await openRedis(server.url)];
    const kernels = (cache: Cache, kernelHash: string) =>
      runScan(market, plan, {
        adjust: 'all',
        workers: 1,
        cache: { cache, codeHash: kernelHash, kernelHash },
      });
    expect((await kernels(old, '1')).cache.computedSymbols).toBe(SYMBOLS);
    expect((await kernels(young, '2')).cache.computedSymbols).toBe(SYMBOLS);
    expect((await kernels(old, '1')).cache.computedSymbols).toBe(0);
    expect((await kernels(young, '2')).cache.computedSymbols).toBe(0);
  });
});

describe('a scan is the scan without a cache when what is stored', () => {
  test.each(['embedded', 'redis'] as const)('has a bit turned over in every value (%s)', async (tier) => {
    const url = tier === 'redis' ? (await serve()).url : undefined;
    const cache = url === undefined ? await openEmbedded() : await openRedis(url);
    await scan(cache);
    await cache.written();
    expect(await turnBits(cache)).toBe(SYMBOLS + 1);
    const outcome = await scan(cache);
    expect(found(outcome)).toEqual(found(truth));
    expect(outcome.cache.computedSymbols).toBe(SYMBOLS);
    expect(cache.stats().causes.damaged).toBe(SYMBOLS + 1);
    expect(said.filter((line) => line.includes('damaged'))).toHaveLength(1);
    const healed = await scan(cache);
    expect(healed.cache.computedSymbols).toBe(0);
    expect(found(healed)).toEqual(found(truth));
  });

  test('is an lmdb file overwritten in its middle', async () => {
    const directory = join(folder, 'overwritten');
    const first = await openEmbedded(directory);
    await scan(first);
    await first.close();
    const file = join(directory, 'cache.mdb');
    const from = Math.floor(statSync(file).size / 8);
    writeSync(openSync(file, 'r+'), Buffer.alloc(6 * from, 0x5a), 0, 6 * from, from);
    const outcome = await scan(await openEmbedded(directory));
    expect(found(outcome)).toEqual(found(truth));
    expect(outcome.cache.computedSymbols).toBe(SYMBOLS);
    expect(said).toHaveLength(1);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  test.skipIf(!isRoot)('has no room on its disk (needs root to mount a small one)', async () => {
    const mounted = mkdtempSync(join(tmpdir(), 'technic-scan-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120k', 'tmpfs', mounted]);
    try {
      const cache = await openEmbedded(mounted);
      expect(found(await scan(cache))).toEqual(found(truth));
      await cache.written();
      expect(cache.events().map(({ event }) => event)).toEqual(['full']);
      for (const opened of open.splice(0)) await opened.close();
    } finally {
      execFileSync('umount', ['-l', mounted]);
      rmSync(mounted, { recursive: true, force: true });
    }
  });
});

/** Turns one bit of every stored value. @returns how many there were. */
async function turnBits(cache: Cache): Promise<number> {
  const { backend } = cache;
  if (backend === undefined) throw new Error('the test needs a store');
  let turned = 0;
  for (const kind of ['features', 'scan'] as const) {
    const infos = [];
    for await (const info of backend.list(kind)) infos.push(info);
    const keys = infos.map(({ key }) => key);
    const values: Uint8Array[] = [];
    await backend.read(kind, keys, (_, bytes) => values.push(new Uint8Array(bytes ?? [])));
    const entries = infos.map((info, k) => {
      values[k][Math.floor(values[k].length / 2)] ^= 4;
      const { key, expiresAt } = info;
      return { ...info, bytes: values[k], memory: { key, expiresAt, storedAt: 0, codeVersion: 'c' } };
    });
    await backend.write(kind, entries);
    turned += entries.length;
  }
  return turned;
}
