import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Proxy, startProxy } from './proxy.js';
import { freePort, type RedisServer } from './redis-server.js';
import { createTrial, patient, scan, truth } from './trial.js';

const trial = createTrial();
const { connect, serve, start } = trial;

let server: RedisServer;
let proxy: Proxy | undefined;
beforeEach(async () => {
  server = await serve();
});
afterEach(() => proxy?.stop());

/** How often the server was given a command. */
async function calls(command: string): Promise<number> {
  const admin = connect(server.url);
  const found = new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(await admin.info('commandstats'));
  return Number(found?.[1] ?? 0);
}

it.each([50, 120, 300])(
  'a server that takes %i ms to answer is waited for no more often than a tenth of the run, a grace and a timeout allow',
  async (delayMs) => {
    proxy = await startProxy(server.port, (chunk, down) => setTimeout(() => down.write(chunk), delayMs));
    const begun = performance.now();
    const cache = await start(proxy.url, { timeoutMs: 200, connectTimeoutMs: 500 });
    const wanted = Array.from({ length: 2000 }, (_, i) => ({ key: `wanted${i}`, subject: `S${i}` }));
    for (let from = 0; from < wanted.length; from += 200) {
      const part = wanted.slice(from, from + 200);
      await cache.visitMany('features', part, () => undefined);
      cache.setLater(
        'features',
        part.map((item) => ({ ...item, value: truth[0] })),
      );
    }
    await cache.written();
    const elapsedMs = performance.now() - begun;
    // A read has four blocks on their way, all others wait for one answer before the next.
    const waits = (await calls('mget')) / 4 + (await calls('hset')) + (await calls('hmget')) / 2;
    // 20 ms of each answer are what one may expect, 10 more are the clock's.
    const allowed = (100 + 0.05 * elapsedMs) / (delayMs - 30);
    // Twice that: on a busy machine the clock that counts waiting falls behind.
    expect(waits).toBeLessThanOrEqual(2 * allowed + 2);
    // Without the breaker: 10 reads of 4 blocks, 10 questions for the reason, 32 writes.
    expect(waits).toBeLessThan(30);
    expect(cache.events().map(({ event }) => event)).toContain('slow');
    expect(cache.stats().causes.unavailable).toBeGreaterThan(1000);
  },
);

it('a server is not called slow by a thread that had no time to take its answers', async () => {
  const cache = await start(server.url, { ...patient, graceMs: 400 });
  const found = cache.getMany('features', ['k1', 'k2']);
  await new Promise((resolve) => setImmediate(resolve));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800);
  expect(await found).toEqual([undefined, undefined]);
  expect(cache.events()).toEqual([]);
});

it('no wrong value comes back from answers that were corrupted', async () => {
  await scan(await start(server.url, patient));
  let count = 0;
  proxy = await startProxy(server.port, (chunk, down) => {
    const bent = Buffer.from(chunk);
    if (++count > 4) for (let i = 97; i < bent.length; i += 1009) bent[i] ^= 0x55;
    down.write(bent);
  });
  const cache = await start(proxy.url, { timeoutMs: 100, retryAfterMs: 20 });
  for (let i = 0; i < 5; i++) expect(await scan(cache)).toEqual(truth);
  expect(cache.events().length).toBeGreaterThan(0);
});

it('a connection cut in the middle of an answer costs values, not the result', async () => {
  await scan(await start(server.url, patient));
  let passed = 0;
  proxy = await startProxy(server.port, (chunk, down) => {
    passed += chunk.length;
    if (passed < 20_000) down.write(chunk);
    else down.destroy();
  });
  const cache = await start(proxy.url, { timeoutMs: 100, retryAfterMs: 20 });
  for (let i = 0; i < 3; i++) expect(await scan(cache)).toEqual(truth);
});

it.each([
  ['speaks HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
  ['sends noise', Buffer.from(Uint8Array.from({ length: 5000 }, (_, i) => (i * 193 + (i >> 4)) & 0xff))],
  ['says nothing', Buffer.alloc(0)],
])('whatever is there instead of Redis and %s, the result is the same', async (_, answer) => {
  const port = await freePort();
  const rubbish = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(answer));
  });
  await new Promise<void>((resolve) => rubbish.listen(port, '127.0.0.1', resolve));
  try {
    const cache = await start(`redis://127.0.0.1:${port}`, { timeoutMs: 100, connectTimeoutMs: 100 });
    for (let i = 0; i < 2; i++) expect(await scan(cache)).toEqual(truth);
    expect(cache.events().length).toBeGreaterThan(0);
    for (const one of trial.open.splice(0)) await one.close();
  } finally {
    rubbish.close();
  }
});
