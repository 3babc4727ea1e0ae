import { expect, test } from 'vitest';
import { nightCacheWords } from '../../../pipelines/run/index.js';

const KNOWN = {
  tier: 'embedded',
  hits: 5126,
  misses: 0,
  computedSymbols: 0,
  extendedSymbols: 500,
  bytesRead: 1,
  secondsSaved: 2.13,
} as const;
const COLD = { ...KNOWN, hits: 0, misses: 505, computedSymbols: 505, extendedSymbols: 0, secondsSaved: 0 };

test('a night says what came from the cache, the time that saved, and why the rest was computed', () => {
  expect(nightCacheWords(KNOWN, {})).toBe(
    'cache in the workspace: 5,126 of 5,126 symbols known, 500 of them extended by further bars, which saved about 2.1 s; 0 computed',
  );
  const lookups = { hits: 6, misses: 1, bytesRead: 9, secondsSaved: 1 };
  expect(nightCacheWords(COLD, { backtest: lookups, features: lookups })).toBe(
    'cache in the workspace: 0 of 505 symbols known; 505 computed; backtests 6 of 7 known, which saved about 1.0 s',
  );
  expect(nightCacheWords({ ...COLD, misses: 0 }, {})).toBe(
    'cache in the workspace filled anew: 505 symbols computed',
  );
  expect(nightCacheWords({ ...COLD, tier: 'none' }, {})).toBe('no cache: 505 symbols computed');
  expect(nightCacheWords({ ...COLD, whyNotExtended: 'a bar of an earlier day has changed' }, {})).toMatch(
    /505 computed from the first bar on, because a bar of an earlier day has changed$/,
  );
});
