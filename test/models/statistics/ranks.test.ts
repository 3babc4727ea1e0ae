import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageRanks, createArgsort, spearman } from '../../../models/statistics/index.js';

const doubles = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 1, 1, Number.MAX_VALUE, -Number.MIN_VALUE, Number.NEGATIVE_INFINITY),
  fc.integer({ min: 0, max: 400 }).map((k) => 1 + k * Number.EPSILON),
);

describe('createArgsort', () => {
  test('sorts any doubles ascending and keeps the order of equal values', () => {
    const argsort = createArgsort(400);
    fc.assert(
      fc.property(fc.array(doubles, { maxLength: 400 }), (list) => {
        const values = Float64Array.from(list);
        const order = Array.from(argsort.sort(values, values.length).subarray(0, values.length));
        const expected = list.map((_, i) => i).sort((i, j) => list[i] - list[j] || i - j);
        // ∞ − ∞ is NaN, which falls through to the index, as equality should.
        expect(order).toEqual(expected);
      }),
    );
  });

  test('sorts a thousand values that share their upper 32 bits', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => -1 - ((i * 617) % 1000) * Number.EPSILON);
    const order = createArgsort(1000).sort(values, 1000);
    for (let i = 1; i < 1000; i++) expect(values[order[i - 1]]).toBeLessThan(values[order[i]]);
  });

  test('more values than it was made for is an error', () => {
    expect(() => createArgsort(2).sort(new Float64Array(3), 3)).toThrow('made for 2 values');
  });
});

describe('averageRanks', () => {
  test('ties share the mean of their ranks, NaN takes none', () => {
    const ranks = averageRanks(Float64Array.of(30, Number.NaN, 10, 30, 20, 30));
    expect([...ranks]).toEqual([4, Number.NaN, 1, 4, 2, 4]);
  });

  test('ranks of n values add up to n(n+1)/2', () => {
    fc.assert(
      fc.property(fc.array(doubles, { minLength: 1 }), (list) => {
        const total = averageRanks(Float64Array.from(list)).reduce((sum, rank) => sum + rank, 0);
        expect(total).toBe((list.length * (list.length + 1)) / 2);
      }),
    );
  });
});

describe('spearman', () => {
  // Wikipedia, "Spearman's rank correlation coefficient", worked example: IQ and hours of television.
  test('IQ and television of ten people correlate at −29/165', () => {
    const iq = Float64Array.of(106, 86, 100, 101, 99, 103, 97, 113, 112, 110);
    const hours = Float64Array.of(7, 0, 27, 50, 28, 29, 20, 12, 6, 17);
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 14);
  });

  test('with ties it is the Pearson correlation of the ranks', () => {
    // Ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: covariance 4, variances 4.5 and 4.5.
    expect(spearman(Float64Array.of(1, 1, 2, 3), Float64Array.of(1, 2, 5, 5))).toBeCloseTo(4 / 4.5, 14);
  });

  test('a pair with a NaN is left out; a constant side gives NaN', () => {
    expect(spearman(Float64Array.of(1, 2, Number.NaN, 4), Float64Array.of(10, 20, 30, 40))).toBe(1);
    expect(spearman(Float64Array.of(1, 2, 3), Float64Array.of(5, 5, 5))).toBeNaN();
  });

  test('an increasing change of scale changes nothing, a decreasing one the sign', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 3,
    });
    fc.assert(
      fc.property(values, (pairs) => {
        const a = Float64Array.from(pairs, ([x]) => x);
        const b = Float64Array.from(pairs, ([, y]) => y);
        const r = spearman(a, b);
        expect(
          spearman(
            a.map((x) => x ** 3),
            b,
          ),
        ).toEqual(r);
        if (!Number.isNaN(r))
          expect(
            spearman(
              a,
              b.map((y) => -y),
            ),
          ).toBeCloseTo(-r, 13);
      }),
    );
  });
});
