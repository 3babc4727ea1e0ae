import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cache, cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { CACHE_FORMAT } from '../../../pipelines/cache/codec.js';
import { freePort, type RedisServer, startRedis } from './redis-server.js';

const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
const truth = keys.map((_, i) => ({ columns: { x: new Float64Array(200).fill(i) } }));
const compute = async (missing: readonly number[]) => missing.map((i) => truth[i]);
const scan = (cache: Cache) => cache.getOrComputeMany('features', keys, compute);
const sorts = (cache: Cache) => cache.events().map((event) => event.event);
const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** For a machine so busy that any answer may take its time. */
const patient = { timeoutMs: 20_000, connectTimeoutMs: 20_000, retryAfterMs: 0.01 };

let folder: string;
let said: string[];
const open: Cache[] = [];
const servers: RedisServer[] = [];
const start = async (
  url: string,
  redis: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) => {
  const config = cacheConfigSchema.parse({
    backend: 'redis',
    memoryBytes: 0,
    redis,
    directory: folder,
    ...more,
  });
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: (line: string) => said.push(line) };
  const cache = await openCache(config, { ...context, env: { REDIS_URL: url } });
  open.push(cache);
  return cache;
};
const serve = async (args: readonly string[] = [], port?: number) => {
  const server = await startRedis(args, port);
  servers.push(server);
  return server;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-faults-'));
  said = [];
});
afterEach(async () => {
  for (const cache of open.splice(0)) await cache.close();
  for (const server of servers.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a scan over Redis finishes with the same result when the server', () => {
  it('is absent at the start', async () => {
    const cache = await start(`redis://127.0.0.1:${await freePort()}`);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('unreachable');
    expect(cache.stats().causes.unavailable).toBe(100);
    expect(said).toHaveLength(1);
  });

  it('is killed between two lookups and comes back empty', async () => {
    const server = await serve();
    const cache = await start(server.url, { retryAfterMs: 100 });
    await scan(cache);
    await server.stop('SIGKILL');
    expect(await scan(cache)).toEqual(truth);
    await serve([], server.port);
    await settle(400);
    expect(await scan(cache)).toEqual(truth);
    expect((await cache.getMany('features', keys)).filter(Boolean)).toHaveLength(100);
  });

  it('hangs, and at most a timeout is lost, once', async () => {
    const server = await serve();
    const cache = await start(server.url, { timeoutMs: 1000 });
    await scan(cache);
    server.process.kill('SIGSTOP');
    const started = performance.now();
    for (let i = 0; i < 5; i++) expect(await scan(cache)).toEqual(truth);
    const tookMs = performance.now() - started;
    server.process.kill('SIGCONT');
    // Five timeouts would be five seconds.
    expect(tookMs).toBeLessThan(4000);
    expect(sorts(cache)).toEqual(['slow']);
  });

  it('hangs at the start', async () => {
    const server = await serve();
    server.process.kill('SIGSTOP');
    const cache = await start(server.url, { connectTimeoutMs: 100 });
    expect(await scan(cache)).toEqual(truth);
    server.process.kill('SIGCONT');
    expect(sorts(cache)).toContain('slow');
  });

  it('is out of memory', async () => {
    const server = await serve(['--maxmemory', '1mb']);
    const cache = await start(server.url);
    expect(await scan(cache)).toEqual(truth);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toEqual(['full']);
  });

  it('is a read-only replica', async () => {
    const server = await serve(['--replicaof', '127.0.0.1', String(await freePort())]);
    const cache = await start(server.url);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('read-only');
  });

  it('refuses the password, which is said nowhere', async () => {
    const server = await serve(['--requirepass', 'right']);
    const cache = await start(server.url.replace('redis://', 'redis://:s3cr%2Ft-pass@'));
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('refused');
    const everything = JSON.stringify([cache.events(), cache.stats(), said]);
    expect(everything).not.toMatch(/s3cr/);
  });

  it('kills our connections', async () => {
    const server = await serve();
    const cache = await start(server.url, { retryAfterMs: 100 });
    await scan(cache);
    const admin = new Redis(server.url);
    const lookups = Array.from({ length: 5 }, () => scan(cache));
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    for (const found of await Promise.all(lookups)) expect(found).toEqual(truth);
    await settle(300);
    expect((await cache.getMany('features', keys)).filter(Boolean).length).toBe(100);
    admin.disconnect();
  });

  it('speaks TLS under a private authority', async () => {
    const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
      '-subj',
      '/CN=ca',
    );
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'a.key',
      '-out',
      'a.csr',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    );
    run(
      'x509',
      '-req',
      '-in',
      'a.csr',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-out',
      'a.crt',
      '-copy_extensions',
      'copy',
    );
    const file = (name: string) => join(folder, name);
    const port = await freePort();
    await serve([
      '--tls-port',
      String(port),
      '--tls-cert-file',
      file('a.crt'),
      '--tls-key-file',
      file('a.key'),
      '--tls-ca-cert-file',
      file('ca.crt'),
      '--tls-auth-clients',
      'no',
    ]);
    const trusting = await start(`rediss://localhost:${port}`, { caFile: file('ca.crt') });
    await scan(trusting);
    expect((await trusting.getMany('features', keys)).filter(Boolean)).toHaveLength(100);
    expect(sorts(trusting)).toEqual([]);
    const wary = await start(`rediss://localhost:${port}`);
    expect(await scan(wary)).toEqual(truth);
    expect(sorts(wary)).toContain('refused');
  });
});

describe('behind a proxy', () => {
  let proxy: Server;
  const sockets = new Set<Socket>();
  const through = async (server: RedisServer, treat: (chunk: Buffer, down: Socket) => void) => {
    proxy = createServer((down) => {
      const up = connect(server.port, '127.0.0.1');
      for (const socket of [down, up]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      down.on('data', (chunk) => up.write(chunk));
      up.on('data', (chunk) => treat(chunk, down));
      down.on('close', () => up.destroy());
      up.on('close', () => down.destroy());
    });
    const port = await freePort();
    await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${port}`;
  };
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    proxy.close();
  });

  it('that delays every answer, the cache is given up rather than waited for', async () => {
    const server = await serve();
    const url = await through(server, (chunk, down) => setTimeout(() => down.write(chunk), 40));
    const cache = await start(url, { timeoutMs: 150, connectTimeoutMs: 1000 });
    const started = performance.now();
    for (let i = 0; i < 40; i++) expect(await cache.getMany('features', [`absent${i}`])).toEqual([undefined]);
    expect(performance.now() - started).toBeLessThan(900);
    expect(sorts(cache)).toEqual(['slow']);
  });

  it('that corrupts answers, no wrong value comes back', async () => {
    const server = await serve();
    const clean = await start(server.url);
    await scan(clean);
    let count = 0;
    const url = await through(server, (chunk, down) => {
      const bent = Buffer.from(chunk);
      if (++count > 4) for (let i = 97; i < bent.length; i += 1009) bent[i] ^= 0x55;
      down.write(bent);
    });
    const cache = await start(url, { timeoutMs: 100, retryAfterMs: 20 });
    for (let i = 0; i < 5; i++) expect(await scan(cache)).toEqual(truth);
    expect(cache.events().length).toBeGreaterThan(0);
  });

  it('that cuts the connection in the middle of an answer', async () => {
    const server = await serve();
    const clean = await start(server.url);
    await scan(clean);
    let passed = 0;
    const url = await through(server, (chunk, down) => {
      passed += chunk.length;
      if (passed < 20_000) down.write(chunk);
      else down.destroy();
    });
    const cache = await start(url, { timeoutMs: 100, retryAfterMs: 20 });
    for (let i = 0; i < 3; i++) expect(await scan(cache)).toEqual(truth);
  });
});

describe('Redis manners', () => {
  it('leaves every key alone that is not ours', async () => {
    const server = await serve();
    const admin = new Redis(server.url);
    await admin.set('other:1', 'x');
    await admin.set('technic:1:features:k', 'of another version');
    const cache = await start(server.url, {}, { redisBytes: 20_000 });
    await scan(cache);
    await cache.backend?.trim();
    expect(await admin.mget('other:1', 'technic:1:features:k')).toEqual(['x', 'of another version']);
    const names = await admin.keys('*');
    expect(names.every((name) => name.startsWith('technic:') || name === 'other:1')).toBe(true);
    const commands = await admin.info('commandstats');
    expect(commands).not.toMatch(/cmdstat_flush/);
    admin.disconnect();
  });

  it('keeps the byte limit over many short processes, none of which writes a tenth of it', async () => {
    const server = await serve();
    const redisBytes = 1_000_000;
    const value = { columns: { x: new Float64Array(2500).fill(7) } };
    for (let run = 0; run < 20; run++) {
      const cache = await start(server.url, patient, { redisBytes });
      await cache.setMany(
        'features',
        [0, 1, 2, 3].map((i) => ({ key: `run${run}.${i}`, value })),
      );
    }
    const [held] = (await open[0].backend?.measure()) ?? [];
    expect(held.bytes).toBeLessThanOrEqual(redisBytes);
    expect(held.bytes).toBeGreaterThan(redisBytes / 2);
    expect(held.entries).toBeLessThan(80);
  });

  it('evicts first what nobody has used for the longest, and does not count its own look as a use', async () => {
    const server = await serve();
    const admin = new Redis(server.url);
    const cache = await start(server.url, patient, { redisBytes: 1_000_000 });
    const value = { columns: { x: new Float64Array(2500) } };
    const names = Array.from({ length: 40 }, (_, i) => `k${i}`);
    await cache.setMany(
      'features',
      names.map((key) => ({ key, value })),
    );
    for (const [i, name] of names.entries()) {
      const key = `technic:${CACHE_FORMAT}:features:${name}`;
      const dumped = await admin.dumpBuffer(key);
      await admin.restore(key, 0, dumped ?? '', 'REPLACE', 'IDLETIME', i % 2 === 0 ? 5000 : 1000);
    }
    await cache.backend?.measure();
    await cache.backend?.trim();
    await cache.setMany('features', [{ key: 'large', value: { columns: { x: new Float64Array(30_000) } } }]);
    const found = await cache.getMany('features', names);
    const lost = names.filter((_, i) => found[i] === undefined);
    expect(lost.length).toBeGreaterThan(5);
    expect(lost.every((name) => Number(name.slice(1)) % 2 === 0)).toBe(true);
    admin.disconnect();
  });

  it('refuses a password in a configuration', () => {
    expect(() => cacheConfigSchema.parse({ redis: { url: 'redis://:pw@h:1' } })).toThrow(/environment/);
  });
});

describe('the embedded store', () => {
  const embedded = () => start('redis://unused:1', {}, { backend: 'embedded' });

  it.each([
    ['its head', 0, 8192],
    ['its middle', 12_288, 400_000],
    ['everything', 0, 10_000_000],
    ['its tail', 300_000, 10_000_000],
  ])('starts anew when %s is overwritten', async (_, from, to) => {
    const first = await embedded();
    await scan(first);
    await first.close();
    const file = join(folder, 'cache.mdb');
    const size = statSync(file).size;
    const end = Math.min(to, size);
    writeSync(openSync(file, 'r+'), Buffer.alloc(end - from, 0x5a), 0, end - from, from);
    const cache = await embedded();
    expect(await scan(cache)).toEqual(truth);
    expect(await cache.getMany('features', keys)).toEqual(truth);
    expect(sorts(cache)).toEqual(['damaged']);
  });

  it('is shared by two opened at once, and read again by a third', async () => {
    const [a, b] = await Promise.all([embedded(), embedded()]);
    await Promise.all([scan(a), scan(b)]);
    expect(await b.getMany('features', keys)).toEqual(truth);
    await a.close();
    await b.close();
    const c = await embedded();
    expect(await c.getMany('features', keys)).toEqual(truth);
    expect(sorts(c)).toEqual([]);
    await c.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('user-'))).toEqual([]);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  it.skipIf(!isRoot)(
    'goes on without storing when the disk is full (needs root to mount a small one)',
    async () => {
      const mounted = mkdtempSync(join(tmpdir(), 'technic-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', mounted]);
      try {
        const cache = await start('redis://unused:1', {}, { backend: 'embedded', directory: mounted });
        const large = (i: number) => ({ columns: { x: new Float64Array(20_000).fill(i) } });
        const found = await cache.getOrComputeMany('bars', keys.slice(0, 10), async (missing) =>
          missing.map(large),
        );
        expect(found).toEqual(keys.slice(0, 10).map((_, i) => large(i)));
        expect(sorts(cache)).toEqual(['full']);
        await cache.close();
      } finally {
        open.length = 0;
        execFileSync('umount', ['-l', mounted]);
        expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(mounted);
        rmSync(mounted, { recursive: true, force: true });
      }
    },
  );
});
