import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactPower } from '../../../models/statistics/exact-power.js';

test('whole and half exponents are what multiplication and roots give', () => {
  expect(exactPower(3, 4)).toBe(81);
  expect(exactPower(2, 0.5)).toBe(Math.SQRT2);
  expect(exactPower(4, -1.5)).toBe(0.125);
  expect(exactPower(7, 0)).toBe(1);
  expect(exactPower(0, 2)).toBe(0);
  expect(exactPower(-2, 0.5)).toBeNaN();
  expect(exactPower(Number.NaN, 2)).toBeNaN();
});

test('it agrees with the engine’s own power closely', () => {
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const exponent = fc.double({ min: -40, max: 40, noNaN: true });
  fc.assert(
    fc.property(positive, exponent, (base, power) => {
      const expected = base ** power;
      expect(Math.abs(exactPower(base, power) / expected - 1)).toBeLessThan(120 * Number.EPSILON);
    }),
    { numRuns: 2000 },
  );
});
