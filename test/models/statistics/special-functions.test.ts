import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile, quantile, studentTCdf } from '../../../models/statistics/index.js';

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

describe('normalCdf', () => {
  // Abramowitz & Stegun (1964), table 26.1 (15 places), and table 26.2 for the far tail.
  test.each([
    [0, 0.5],
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [1.5, 0.933192798731142],
    [2, 0.97724986805182],
    [3, 0.99865010196837],
  ])('Φ(%d) is as tabulated', (x, p) => {
    expect(Math.abs(normalCdf(x) - p)).toBeLessThan(1e-15);
  });

  test('the lower tail keeps its relative accuracy', () => {
    expect(relative(normalCdf(-5), 2.866515718791939e-7)).toBeLessThan(1e-14);
    expect(relative(normalCdf(-10), 7.61985302416052e-24)).toBeLessThan(1e-13);
  });

  test('Φ(x) + Φ(−x) = 1, and Φ rises', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
        expect(normalCdf(x + 0.001)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
    );
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });

  test('both forms agree where they meet', () => {
    expect(relative(normalCdf(-1.5 - 1e-12), normalCdf(-1.5))).toBeLessThan(1e-11);
  });
});

describe('normalQuantile', () => {
  // Wichura (1988): test values of AS 241.
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('z(%d) is as published', (p, z) => {
    expect(relative(normalQuantile(p), z)).toBeLessThan(4e-16);
  });

  test('is the inverse of Φ', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-100, max: 0.5, noNaN: true }), (p) => {
        fc.pre(p > 0);
        expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });

  test('is infinite at 0 and 1 and unknown outside', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1.1)).toBeNaN();
  });
});

describe('studentTCdf', () => {
  test('with one degree it is ½ + atan(t)/π, with two ½ + t/(2√(2 + t²))', () => {
    for (const t of [-30, -2, -0.1, 0, 0.7, 5]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13);
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13);
    }
  });

  test('the 97.5 % points of the printed table', () => {
    // Fisher & Yates (1963), table III.
    expect(studentTCdf(2.2281388519862735, 10)).toBeCloseTo(0.975, 12);
    expect(studentTCdf(2.0422724563012373, 30)).toBeCloseTo(0.975, 12);
  });

  test('approaches the normal', () => {
    expect(studentTCdf(1.3, 1e7)).toBeCloseTo(normalCdf(1.3), 7);
  });
});

describe('quantile', () => {
  test('interpolates between order statistics as numpy does', () => {
    expect(quantile(Float64Array.of(4, 1, 3, 2), 0.5)).toBe(2.5);
    expect(quantile(Float64Array.of(4, 1, 3, 2), 0.05)).toBeCloseTo(1.15, 15);
    expect(quantile(Float64Array.of(7, Number.NaN), 0.9)).toBe(7);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  test('agrees with sorting', () => {
    const lists = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, p) => {
        const sorted = [...list].sort((a, b) => a - b);
        const position = p * (list.length - 1);
        const low = Math.floor(position);
        const next = sorted[Math.min(low + 1, list.length - 1)];
        expect(quantile(Float64Array.from(list), p)).toBeCloseTo(
          sorted[low] + (position - low) * (next - sorted[low]),
          12,
        );
      }),
    );
  });
});
