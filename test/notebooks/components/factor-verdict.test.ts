import { expect, test } from 'vitest';
import { discoveries, isOutside } from '../../../notebooks/components/factor-verdict.js';

const factor = (subject: string, t: number) => ({
  subject,
  slices: [],
  turnover: [],
  coverage: 1,
  horizons: [{ horizon: 10, ic: 0.01 * t, error: 0.01, days: 500, observations: 1e5, deciles: [] }],
});

test('alone an interval excludes zero beyond 1.96 errors, either way', () => {
  expect([1.9, 2, -2, 0].map((t) => isOutside(factor('a', t).horizons[0]))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

// Two-sided p: t 4 gives 6e-5, t 2.1 gives 0.036, t 1 gives 0.32. With 20 looked at, the second place must
// stay under 0.1 * 2 / 20 = 0.01.
test('among twenty, 2.1 errors is luck and 4 errors is not', () => {
  const crowd = Array.from({ length: 18 }, (_, i) => factor(`dull ${i}`, 1 - i / 9));
  expect([...discoveries([factor('strong', 4), factor('lucky', 2.1), ...crowd], 10)]).toEqual(['strong']);
  expect([...discoveries([factor('lucky', 2.1)], 10)]).toEqual(['lucky']);
});

test('a feature without a record is neither', () => {
  expect(discoveries([{ ...factor('a', 9), horizons: [] }], 10).size).toBe(0);
});
