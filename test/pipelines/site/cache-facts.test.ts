import { expect, test } from 'vitest';
import { cacheFactWords, readCacheFacts } from '../../../pipelines/site/cache-facts.js';

const KNOWN = {
  tier: 'embedded',
  hits: 505,
  misses: 0,
  computedSymbols: 0,
  extendedSymbols: 500,
  bytesRead: 1,
  secondsSaved: 2.13,
  kinds: {},
} as const;
const COLD = { ...KNOWN, hits: 0, misses: 505, computedSymbols: 505, extendedSymbols: 0, secondsSaved: 0 };

test('a run says what came from the cache and the time it saved, and a cold one that nothing did', () => {
  expect(cacheFactWords(KNOWN)).toBe(
    '505 of 505 symbols from the cache, 500 extended by further bars, about 2.1 s saved',
  );
  const partly = { ...KNOWN, hits: 502, misses: 3, computedSymbols: 3, extendedSymbols: 0 };
  expect(cacheFactWords(partly)).toBe('502 of 505 symbols from the cache, about 2.1 s saved');
  expect(cacheFactWords(COLD)).toBe('0 of 505 symbols from the cache, all computed');
  expect(cacheFactWords({ ...COLD, misses: 0 })).toBe('filled anew, 505 symbols computed');
  expect(cacheFactWords({ ...COLD, tier: 'none' })).toBe('not used, 505 symbols computed');
  expect(cacheFactWords(readCacheFacts('{"top":20}'))).toBe('not on record');
  const { kinds, ...use } = KNOWN;
  const read = (cacheKinds?: object) =>
    readCacheFacts(JSON.stringify({ adjust: 'all', cache: use, cacheKinds }));
  expect(read()).toEqual({ ...use, kinds });
  const lookups = { hits: 6, misses: 1, bytesRead: 9, secondsSaved: 1 };
  expect(cacheFactWords(read({ backtest: lookups, features: lookups }))).toMatch(/saved; backtests 6 of 7$/);
});
