import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankBySession, residualBySession, standardiseBySession } from '../../../../models/learning/index.js';

describe('rankBySession', () => {
  it('ranks each session by itself, ties averaged, missing left missing', () => {
    const values = Float64Array.of(30, 10, 20, 20, Number.NaN, 5);
    const session = Int32Array.of(0, 0, 0, 0, 0, 1);
    // (rank - ½) / n - ½ with ranks 4, 1, 2.5, 2.5 of 4; one value alone is in the middle.
    expect([...rankBySession(values, session)]).toEqual([0.375, -0.375, 0, 0, Number.NaN, 0]);
  });

  it('does not change under a rising transformation, nor by what happens on other dates', () => {
    const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, (today, other) => {
        const session = Int32Array.from([...today.map(() => 0), ...other.map(() => 1)]);
        const plain = rankBySession(Float64Array.from([...today, ...other]), session);
        const bent = rankBySession(
          Float64Array.from([...today.map((x) => x ** 3), ...other.map(() => 7)]),
          session,
        );
        expect(bent.slice(0, today.length)).toEqual(plain.slice(0, today.length));
      }),
    );
  });
});

describe('standardiseBySession', () => {
  it('gives mean 0 and deviation 1 within a session and 0 where nothing differs', () => {
    const out = standardiseBySession(
      Float64Array.of(1, 2, 3, Number.NaN, 8, 8),
      Int32Array.of(0, 0, 0, 0, 1, 1),
    );
    expect([...out]).toEqual([-1, 0, 1, Number.NaN, 0, 0]);
  });

  it('holds outliers at four deviations', () => {
    const values = new Float64Array(100);
    values[7] = 1e9;
    expect(standardiseBySession(values, new Int32Array(100))[7]).toBe(4);
  });
});

describe('residualBySession', () => {
  it('takes out a line within each session and keeps what is beside it', () => {
    const exposure = Float64Array.of(-1, 0, 1, -1, 0, 1);
    const session = Int32Array.of(0, 0, 0, 1, 1, 1);
    // Session 0 is 5 + 2x; session 1 is flat but for its middle.
    const left = residualBySession(Float64Array.of(3, 5, 7, 0, 3, 0), exposure, session);
    expect([...left]).toEqual([0, 0, 0, -1, 2, -1]);
  });

  it('only centres rows whose exposure is unknown', () => {
    const left = residualBySession(
      Float64Array.of(1, 3, Number.NaN),
      Float64Array.of(Number.NaN, 0, 1),
      new Int32Array(3),
    );
    expect([...left]).toEqual([-1, 1, Number.NaN]);
  });
});
