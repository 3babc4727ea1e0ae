import { cacheConfigSchema, openCache } from '../../pipelines/cache/index.js';
import { sourceHash } from '../../pipelines/run/index.js';
import { planScan, runScan } from '../../pipelines/scan/index.js';
import { openForReading } from '../../pipelines/store/index.js';

const RULE = 'rsi(2) < 10 and close > sma(close, 200)';
const scan = {
  name: 'oversold',
  title: 'oversold',
  where: RULE,
  rank: '-rsi(2)',
  direction: 'long' as const,
};

/** Database; then, for a scan with a cache, its folder or the address of a Redis server; then the as-of date. */
const [path, place, asOf] = process.argv.slice(2);
const database = await openForReading(path);
const begun = performance.now();
const cache = place ? await openCacheAt(place) : undefined;
const outcome = await runScan(database, planScan({ scans: [scan] }), {
  adjust: 'all',
  asOf: asOf || undefined,
  cache: cache && { cache, codeHash: sourceHash() },
});
const seconds = (performance.now() - begun) / 1000;
await cache?.close();
const secondsToEnd = (performance.now() - begun) / 1000;
database.close();
// maxRSS is in KiB.
const peakGiB = process.resourceUsage().maxRSS / 2 ** 20;
console.log(JSON.stringify({ seconds, secondsToEnd, peakGiB, cache: outcome.cache }));

function openCacheAt(where: string) {
  const isRedis = where.startsWith('redis://');
  const config = cacheConfigSchema.parse({
    backend: isRedis ? 'redis' : 'embedded',
    ...(isRedis ? {} : { directory: where }),
  });
  const context = { codeVersion: 'bench', runId: 'bench', now: Date.now, log: console.error };
  return openCache(config, { ...context, env: { REDIS_URL: isRedis ? where : undefined } });
}
