import { expect, test } from 'vitest';
import { timeClass } from '../../../notebooks/components/cache-ages.js';
import { lifeWords } from '../../../notebooks/components/cache-life.js';
import { cacheDays } from '../../../notebooks/components/cache-nights.js';

test('runs of a day count by their lookups and by their cost, the nightly apart from what was asked by hand', () => {
  const row = (origin: string, accesses: number, hit: number, cost: number, saved: number) => ({
    day: '2026-01-05',
    kind: 'scan',
    origin,
    accesses,
    hit_ratio: hit,
    cost_seconds: cost,
    seconds_saved: saved,
  });
  const days = cacheDays([
    row('nightly', 1, 0, 4, 0),
    row('by hand', 1, 0, 2, 0),
    row('by hand', 3, 1, 6, 6),
  ]);
  expect(
    days.map(({ origin, accesses, hitRatio, costHitRatio }) => [origin, accesses, hitRatio, costHitRatio]),
  ).toEqual([
    ['nightly', 1, 0, 0],
    ['by hand', 4, 0.75, 0.75],
  ]);
  expect(cacheDays([row('nightly', 2, 1, 0, 0)])[0].costHitRatio).toBeNull();
});

test('times are said in the unit that suits them', () => {
  expect(timeClass(10)).toBe('1 to 2\u202fs');
  expect(timeClass(18)).toBe('4.4 to 8.7\u202fmin');
  expect(timeClass(31)).toBe('25 to 50\u202fd');
  expect([3_600_000, 6 * 3_600_000, 86_400_000, 30 * 86_400_000].map(lifeWords)).toEqual([
    '1 hour',
    '6 hours',
    '24 hours',
    '30 days',
  ]);
});
