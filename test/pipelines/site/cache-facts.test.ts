import { expect, test } from 'vitest';
import { cacheFactWords, readCacheFacts } from '../../../pipelines/site/cache-facts.js';

test('a page says of a run what its summary said of the cache, under a heading that says "cache"', () => {
  const use = { tier: 'embedded', hits: 505, misses: 0, computedSymbols: 0, extendedSymbols: 500 };
  const read = (more: object) => readCacheFacts(JSON.stringify({ adjust: 'all', cache: use, ...more }));
  const kinds = { backtest: { hits: 6, misses: 1, bytesRead: 9, secondsSaved: 1 } };
  const told = read({ cacheKinds: kinds, cacheWords: 'cache in the workspace: 505 of 505 symbols known' });
  expect(told).toMatchObject({ ...use, kinds });
  expect(cacheFactWords(told)).toBe('in the workspace: 505 of 505 symbols known');
  expect(cacheFactWords(read({ cacheWords: 'no cache: 505 symbols computed' }))).toMatch(/^no cache/);
  expect(read({})).toEqual({ ...use, kinds: {}, words: null });
  expect([read({}), readCacheFacts('{"top":20}')].map(cacheFactWords)).toEqual(
    Array.from({ length: 2 }, () => 'not on record'),
  );
});
