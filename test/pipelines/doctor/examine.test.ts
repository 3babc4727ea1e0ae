import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { examine } from '../../../pipelines/doctor/index.js';
import { freePort, type RedisServer, startRedis } from '../cache/redis-server.js';

let base: string;
let server: RedisServer;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'technic-doctor-'));
  server = await startRedis(['--requirepass', 's3cret']);
});
afterAll(async () => {
  await server.stop();
  rmSync(base, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

/** What the doctor says of one thing under a config given as text. */
async function check(name: string, config = 'export default {};') {
  const file = join(base, 'config.ts');
  writeFileSync(file, config);
  const checks = await examine({ workspace: join(base, 'workspace'), config: file, now: 0 });
  return checks.find((found) => found.name === name);
}

const onServer = (more = '') =>
  `export default { cache: { backend: 'redis', redis: { url: '${server.url}'${more} } } };`;

test('a Redis of the config is asked with the password of the environment, as runs do', async () => {
  vi.stubEnv('REDIS_PASSWORD', 's3cret');
  expect(await check('Redis', onServer())).toMatchObject({ state: 'ok', found: 'answers' });
});

test('a Redis that refuses the password is no help, and the password is not repeated', async () => {
  vi.stubEnv('REDIS_PASSWORD', 'wr0ng');
  const found = await check('Redis', onServer());
  expect(found).toMatchObject({ state: 'warning' });
  expect(found?.found).toMatch(/is no help \(.*(WRONGPASS|password)/);
  expect(JSON.stringify(found)).not.toContain('wr0ng');
});

test('a group of sentinels that nobody answers for is named as such, not taken for a wrong address', async () => {
  const sentinels = `, sentinels: ['127.0.0.1:${await freePort()}'], connectTimeoutMs: 100`;
  expect(await check('Redis', onServer(sentinels))).toMatchObject({ state: 'warning' });
});

test('a Redis that the config has no use for is not asked', async () => {
  vi.stubEnv('REDIS_URL', server.url);
  const found = await check('Redis', `export default { cache: { backend: 'embedded' } };`);
  expect(found).toMatchObject({
    state: 'ok',
    found: 'not used (the config keeps the cache elsewhere: embedded)',
  });
});

test('a faulty config is named with its key, and the rest is looked at all the same', async () => {
  expect(await check('config', 'export default { costBp: 5 };')).toMatchObject({
    state: 'failed',
    found: expect.stringContaining('costBp'),
  });
  expect(await check('data', 'export default { costBp: 5 };')).toMatchObject({ state: 'warning' });
});

test('looking changes nothing: no workspace comes of it', () => {
  expect(readdirSync(base)).toEqual(['config.ts']);
});
