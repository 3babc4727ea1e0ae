import { expect, test } from 'vitest';
import { cacheConfigSchema, openCache } from '../../../pipelines/cache/index.js';
import { scoreUse, scoreWords } from '../../../pipelines/score/index.js';

test('the line under the scores says whether they came from the cache, and of a first time that none did', async () => {
  const cache = await openCache(cacheConfigSchema.parse({ backend: 'memory' }), {
    codeVersion: 'c',
    runId: 'r',
    now: () => 0,
    log: (message) => expect.unreachable(message),
  });
  const item = { key: 'a', subject: 'model m' };
  await cache.getMany('predictions', [item]);
  expect(scoreWords(scoreUse(cache.stats(), 95))).toBe(
    'cache in memory: 0 of 95 scores known; features and reasons computed',
  );
  await cache.setMany('predictions', [
    { ...item, value: { columns: { x: Float32Array.of(1) } }, costMs: 400 },
  ]);
  await cache.getMany('predictions', [item]);
  const use = scoreUse(cache.stats(), 95);
  expect(use).toMatchObject({ tier: 'memory', hits: 95, computedSymbols: 0, secondsSaved: 0.4 });
  expect(scoreWords(use)).toContain('95 of 95 scores known, which saved about 0.4 s');
  expect(scoreWords(scoreUse(undefined, 95))).toBe('no cache: 95 scores computed');
  await cache.close();
});
