import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Cache } from '../../../pipelines/cache/index.js';
// Not by the index: that loads a database too, and a test waits for this process.
import { cacheConfigSchema } from '../../../pipelines/cache/config.js';
import { openCache } from '../../../pipelines/cache/open-cache.js';

/** A folder, the address of a Redis server or nothing, and what to do. Begins when it is told to on stdin. */
const [directory, url, task] = process.argv.slice(2);
const open = (backend: 'embedded' | 'redis', lockMs: number) => {
  const patience = { timeoutMs: 20_000, connectTimeoutMs: 20_000, graceMs: 1e6 };
  const config = cacheConfigSchema.parse({ backend, directory, memoryBytes: 0, lockMs, redis: patience });
  const context = { codeVersion: 'c', runId: 'r', now: Date.now, log: console.error };
  return openCache(config, { ...context, env: { REDIS_URL: url } });
};
console.log('ready');
for await (const _ of createInterface({ input: process.stdin })) break;
if (task === 'scan') {
  for (const tier of ['embedded', 'redis'] as const) await scan(await open(tier, 60_000));
} else await writeAndHang(await open(url === '' ? 'embedded' : 'redis', 600_000));
process.exit(0);

/** Asks for fifty values, each of which takes its time; what is computed is listed in a file. */
async function scan(cache: Cache): Promise<void> {
  const keys = Array.from({ length: 50 }, (_, i) => `k${i}`);
  const values = await cache.getOrComputeMany('features', keys, async (missing) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const i of missing) appendFileSync(`${directory}/${cache.tier}.computed`, `${keys[i]}\n`);
    return missing.map((i) => ({ columns: { x: new Float64Array(100).fill(i) } }));
  });
  console.log(JSON.stringify(values.map(({ columns }) => columns.x[99])));
  await cache.close();
}

/** Takes the lock of a value that it never computes, and writes others for as long as it lives. */
async function writeAndHang(cache: Cache): Promise<void> {
  await cache.getOrComputeMany('scan', ['slow'], async () => {
    for (let n = 0; ; n++) {
      const entries = Array.from({ length: 20 }, (_, i) => {
        return { key: `n${n}.${i}`, value: { columns: { x: new Float64Array(500 + 37 * i).fill(n) } } };
      });
      await cache.setMany('features', entries);
      console.log(`written ${n}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
}
