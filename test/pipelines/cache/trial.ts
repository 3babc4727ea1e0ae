import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, vi } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { type RedisServer, startRedis } from './redis-server.js';

/** What is asked for in a trial, and what the answer is with any cache and with none. */
export const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
export const truth = keys.map((_, i) => ({ columns: { x: new Float64Array(200).fill(i) } }));
export const scan = (cache: Cache) =>
  cache.getOrComputeMany('features', keys, async (missing) => missing.map((i) => truth[i]));
export const hits = async (cache: Cache) => (await cache.getMany('features', keys)).filter(Boolean).length;
export const sorts = (cache: Cache) => cache.events().map((event) => event.event);

/** Settings for a machine so busy that any answer may take its time. */
export const patient = { timeoutMs: 20_000, connectTimeoutMs: 20_000, retryAfterMs: 1, graceMs: 1e6 };
/** A connection or an election comes when it comes: nothing is waited for longer than it takes. */
export const until = (condition: () => Promise<void>) =>
  vi.waitFor(condition, { timeout: 30_000, interval: 20 });

/** Caches, servers, clients and a folder that are put away after each test of a file. */
export function createTrial() {
  const open: Cache[] = [];
  const servers: RedisServer[] = [];
  const clients: Redis[] = [];
  const trial = {
    folder: '',
    /** What the caches have logged. */
    said: [] as string[],
    open,
    servers,
    clients,
    serve: async (args: readonly string[] = [], port?: number) => {
      const server = await startRedis(args, port);
      servers.push(server);
      return server;
    },
    connect: (url: string) => {
      const client = new Redis(url);
      clients.push(client);
      return client;
    },
    start: async (
      url: string,
      redis: Record<string, unknown> = {},
      more: Record<string, unknown> = {},
      now: () => number = Date.now,
    ) => {
      const config = cacheConfigSchema.parse({
        backend: 'redis',
        memoryBytes: 0,
        redis,
        directory: trial.folder,
        ...more,
      });
      const context = { codeVersion: 'c', runId: 'r', now };
      const log = (line: string) => trial.said.push(line);
      const cache = await openCache(config, { ...context, log, env: { REDIS_URL: url } });
      open.push(cache);
      return cache;
    },
  };
  beforeEach(() => {
    trial.folder = mkdtempSync(join(tmpdir(), 'technic-trial-'));
    trial.said = [];
  });
  afterEach(async () => {
    for (const cache of open.splice(0)) await cache.close();
    for (const client of clients.splice(0)) client.disconnect();
    for (const server of servers.splice(0)) await server.stop();
    rmSync(trial.folder, { recursive: true, force: true });
  });
  return trial;
}
