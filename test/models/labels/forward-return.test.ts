import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardReturn } from '../../../models/labels/index.js';

describe('forwardReturn', () => {
  it('is close[i + h] / close[i] - 1, and NaN at the last h bars', () => {
    expect([...forwardReturn(Float64Array.of(100, 110, 99, 120), 2)]).toEqual([
      99 / 100 - 1,
      120 / 110 - 1,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('is all NaN when the series is no longer than the horizon', () => {
    expect([...forwardReturn(Float64Array.of(1, 2), 5)]).toEqual([Number.NaN, Number.NaN]);
  });

  it('is NaN where either close is missing or not positive', () => {
    const labels = forwardReturn(Float64Array.of(1, Number.NaN, 0, 4, 5), 1);
    expect([...labels]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0.25, Number.NaN]);
  });

  it('overwrites the whole output it is given', () => {
    const output = new Float64Array(3).fill(7);
    expect(forwardReturn(Float64Array.of(1, 2, 4), 1, output)).toBe(output);
    expect([...output]).toEqual([1, 1, Number.NaN]);
  });

  it('refuses a horizon that is not a whole number of bars ahead', () => {
    for (const horizon of [0, -1, 1.5, Number.NaN]) {
      expect(() => forwardReturn(Float64Array.of(1, 2), horizon)).toThrow(
        `must be an integer ≥ 1, was ${horizon}`,
      );
    }
  });

  it('one-bar returns compound to the h-bar return', () => {
    const prices = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 3 }), (values, horizon) => {
        const close = Float64Array.from(values);
        const one = forwardReturn(close, 1);
        const many = forwardReturn(close, horizon);
        for (let i = 0; i + horizon < close.length; i++) {
          let growth = 1;
          for (let k = 0; k < horizon; k++) growth *= 1 + one[i + k];
          expect(many[i]).toBeCloseTo(growth - 1, 9);
        }
      }),
    );
  });
});
