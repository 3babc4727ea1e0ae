import { expect, test } from 'vitest';
import { cacheSentence } from '../../../notebooks/components/cache-sentence.js';
import type { RunSnapshot } from '../../../pipelines/site/snapshots/index.js';

const USE = { tier: 'embedded', hits: 96, misses: 4, computedSymbols: 4, extendedSymbols: 0, bytesRead: 1 };
const runOf = (cache: object | null) =>
  ({ facts: { runId: 'r', cache }, stages: [{ stage: 'scan', seconds: 1.5 }] }) as unknown as RunSnapshot;
const of = (cache: object | null) => cacheSentence(runOf(cache));

test('the last night is told in symbols, with the time it took beside the time it would have taken', () => {
  expect(of({ ...USE, secondsSaved: 4.5 })).toBe(
    '96\u202f% of the last night\u2019s 100 symbols came from the cache in the workspace: the scan took 1.5\u202fs instead of about 6.0\u202fs.',
  );
  expect(of({ ...USE, extendedSymbols: 90, secondsSaved: 0 })).toContain(
    '90 of them extended by further bars.',
  );
});

test('a cold night says that nothing was reused, and why it did not go on from an earlier one', () => {
  const cold = { ...USE, hits: 0, misses: 100, computedSymbols: 100, secondsSaved: 0 };
  expect(of(cold)).toBe(
    '0\u202f% of the last night\u2019s 100 symbols came from the cache in the workspace.',
  );
  expect(of({ ...cold, whyNotExtended: 'an earlier bar has changed' })).toMatch(
    /workspace\. 100 were computed from the first bar on, because an earlier bar has changed\.$/,
  );
  expect(of({ ...cold, misses: 0 })).toContain('anew');
  expect(of({ ...cold, tier: 'none', misses: 0 })).toContain('without a cache');
  expect(of(null)).toBe('The last night left no account of its cache.');
});
