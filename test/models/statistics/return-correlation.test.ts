import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnCorrelation } from '../../../models/statistics/index.js';

// Anscombe (1973), first set: r = 0.81642051634484 (R, datasets::anscombe).
const X = Float64Array.of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5);
const Y = Float64Array.of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68);

test('Anscombe’s first set', () => {
  expect(returnCorrelation([X, Y], 3)(0, 1)).toBeCloseTo(0.81642051634484, 12);
});

test('a gap takes its day out of the pair, and changes nothing else', () => {
  const gap = (values: Float64Array) => Float64Array.of(...values, Number.NaN);
  const more = Float64Array.of(...Y, 3);
  expect(returnCorrelation([gap(X), more], 3)(0, 1)).toBeCloseTo(0.81642051634484, 12);
});

test('too few common days, or a side that stands still, is unknown', () => {
  expect(returnCorrelation([X, Y], 12)(0, 1)).toBeNaN();
  expect(returnCorrelation([X, Y.map(() => 1)], 3)(0, 1)).toBeNaN();
});

test('with and without gaps give the same, between −1 and 1, whichever comes first', () => {
  const values = fc.array(
    fc.integer({ min: -200, max: 200 }).map((k) => k / 1000),
    { minLength: 5, maxLength: 40 },
  );
  fc.assert(
    fc.property(values, values, (a, b) => {
      const n = Math.min(a.length, b.length);
      const [x, y] = [Float64Array.from(a.slice(0, n)), Float64Array.from(b.slice(0, n))];
      const whole = returnCorrelation([x, y], 3);
      const gappy = returnCorrelation([Float64Array.of(...x, 0.1), Float64Array.of(...y, Number.NaN)], 3);
      const [direct, around] = [whole(0, 1), gappy(0, 1)];
      if (Number.isNaN(direct) || Number.isNaN(around)) return;
      expect(Math.abs(direct)).toBeLessThanOrEqual(1);
      expect(whole(1, 0)).toBeCloseTo(direct, 12);
      expect(around).toBeCloseTo(direct, 6);
    }),
  );
});
