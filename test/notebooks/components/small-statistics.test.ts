import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentile } from '../../../notebooks/components/percentile.js';
import { rankCorrelation } from '../../../notebooks/components/rank-correlation.js';
import { spearman } from '../../../models/statistics/index.js';

test('a percentile counts ties half and leaves the unknown out', () => {
  expect(percentile([1, 2, 2, 3, null], 2)).toBe(0.5);
  expect(percentile([1, 2, 3, 4], 1)).toBe(0.125);
  expect(percentile([1, 2], null)).toBeNull();
});

test('rank correlation is one for any rising curve, minus one for a falling one, NaN for a constant', () => {
  expect(rankCorrelation([1, 2, 3, 40], [1, 8, 27, 1000])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3, 40], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
  expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNaN();
});

test('rank correlation agrees with the core, gaps left out', () => {
  const cell = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null, freq: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 8, maxLength: 40 }), (rows) => {
      const known = rows.filter(([a, b]) => a !== null && b !== null) as [number, number][];
      const expected = spearman(
        Float64Array.from(known, ([a]) => a),
        Float64Array.from(known, ([, b]) => b),
      );
      const own = rankCorrelation(
        rows.map(([a]) => a),
        rows.map(([, b]) => b),
      );
      if (Number.isNaN(expected) || known.length < 3) return;
      expect(own).toBeCloseTo(expected, 10);
    }),
  );
});
