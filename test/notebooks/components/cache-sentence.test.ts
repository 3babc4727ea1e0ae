import { expect, test } from 'vitest';
import { cacheSentence } from '../../../notebooks/components/cache-sentence.js';
import type { CacheSnapshot, RunSnapshot } from '../../../pipelines/site/snapshots/index.js';

const USE = { tier: 'embedded', hits: 96, misses: 4, computedSymbols: 4, extendedSymbols: 0, bytesRead: 1 };
const runOf = (cache: object | null) =>
  ({ facts: { runId: 'r', cache }, stages: [{ stage: 'scan', seconds: 1.5 }] }) as unknown as RunSnapshot;
const NOTHING = { nights: [] } as unknown as CacheSnapshot;
const of = (cache: object | null) => cacheSentence(NOTHING, runOf(cache));

test('the last night is told in symbols, with the time it took beside the time it would have taken', () => {
  expect(of({ ...USE, secondsSaved: 4.5 })).toBe(
    '96\u202f% of the last night\u2019s 100 symbols came from the cache in the workspace: the scan took 1.5\u202fs instead of about 6.0\u202fs.',
  );
  expect(of({ ...USE, extendedSymbols: 90, secondsSaved: 0 })).toContain(
    '90 of them extended by further bars.',
  );
});

test('a cold night says that nothing was reused', () => {
  expect(of({ ...USE, hits: 0, misses: 100, secondsSaved: 0 })).toContain(
    'None of the last night\u2019s 100 symbols',
  );
  expect(of({ ...USE, hits: 0, misses: 0, computedSymbols: 100, secondsSaved: 0 })).toContain('anew');
  expect(of({ ...USE, tier: 'none', hits: 0, misses: 0, secondsSaved: 0 })).toContain('without a cache');
  expect(of(null)).toBe('The cache was not asked in the last run.');
});
