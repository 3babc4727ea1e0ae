import { expect, it } from 'vitest';
import { cacheConfigSchema, kindUses, kindWords, openCache } from '../../../pipelines/cache/index.js';

it('what a run asked of the cache is counted by kind, and what it asked besides its scan is said in a clause', async () => {
  const config = cacheConfigSchema.parse({ backend: 'memory' });
  const context = { codeVersion: 'c', runId: 'r', now: () => 1, log: () => undefined };
  const cache = await openCache(config, context);
  expect([kindUses(undefined), kindUses(cache.stats()), kindWords({})]).toEqual([{}, {}, undefined]);
  const value = { columns: { x: Float64Array.of(1) } };
  await cache.setMany('vendor', [{ key: 'a', value, costMs: 1500 }]);
  await cache.setMany('sweep', [{ key: 'unasked', value }]);
  await cache.getMany('vendor', ['a', 'b']);
  await cache.getMany('backtest', ['c']);
  const uses = kindUses(cache.stats());
  expect(uses).toMatchObject({
    vendor: { hits: 1, misses: 1, secondsSaved: 1.5 },
    backtest: { hits: 0, misses: 1, bytesRead: 0, secondsSaved: 0 },
  });
  expect(Object.keys(uses)).toEqual(['vendor', 'backtest']);
  expect(kindWords(uses)).toBe('backtests 0 of 1, vendor answers 1 of 2 known, which saved about 1.5 s');
  await cache.close();
});
