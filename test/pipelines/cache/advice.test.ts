import { expect, it } from 'vitest';
import { cacheAdvice } from '../../../pipelines/cache/advice.js';
import type { KindAnalysis } from '../../../pipelines/cache/analyse-kinds.js';
import type { CacheLimits } from '../../../pipelines/cache/index.js';

const DAY_MS = 86_400_000;
const PRESENT = { tier: 'embedded', capacityBytes: 2 ** 20, ttlMs: {} } as unknown as CacheLimits;
const kind = (name: string, trial?: { present: number; other: number; ttlMs: number; bytes: number }) =>
  ({
    kind: name,
    accesses: trial ? 500 : 9,
    ttlMs: DAY_MS,
    recommendation: trial && {
      capacityBytes: trial.bytes,
      ttlMs: trial.ttlMs,
      presentCost: trial.present,
      recommendedCost: trial.other,
      heldOutAccesses: 150,
    },
  }) as unknown as KindAnalysis;

it('a longer life that would have saved time is advised, and written out as configuration', () => {
  const { words, settings } = cacheAdvice(
    [
      kind('features', { present: 9000, other: 2000, ttlMs: 7 * DAY_MS, bytes: 2 ** 21 }),
      kind('scan', { present: 10, other: 10, ttlMs: 3_600_000, bytes: 2 ** 10 }),
      kind('predictions'),
    ],
    PRESENT,
  );
  expect(words).toEqual([
    'Change the cache for features: on the days held out that would have saved 7.0 s more.',
    'features: 2.0 MiB kept for 7 days would have saved 7.0 s more on the 150 lookups of the days held out.',
    'scan: 1 KiB kept for 1 hour would have done as well as the present setting on the 150 lookups of the days held out: leave it, or save the room.',
    'Nothing is said yet of predictions (9 lookups).',
  ]);
  expect(settings).toBe(`cache: { embeddedBytes: ${2 ** 21}, ttlMs: { features: ${7 * DAY_MS} } },`);
});

it('what did worse on the days held out is not advised', () => {
  const { words, settings } = cacheAdvice(
    [kind('features', { present: 1000, other: 3000, ttlMs: DAY_MS, bytes: 1 })],
    PRESENT,
  );
  expect(words[0]).toContain('Leave the cache as it is');
  expect(words[1]).toContain('would have cost 2.0 s more');
  expect(settings).toBeNull();
});
