import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auc,
  brierDecomposition,
  brierScore,
  logLoss,
  populationStability,
} from '../../../../models/learning/index.js';

const outcomes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)), {
  minLength: 4,
  maxLength: 80,
});

describe('auc', () => {
  it('counts the pairs in the right order, ties half: 3.5 of 4', () => {
    expect(auc(Float64Array.of(1, 2, 2, 3), Float64Array.of(0, 0, 1, 1))).toBe(3.5 / 4);
  });

  it('is NaN when only one class is there', () => {
    expect(auc(Float64Array.of(1, 2), Float64Array.of(1, 1))).toBeNaN();
  });
});

describe('brierDecomposition', () => {
  it('gives the parts of four forecasts worked by hand', () => {
    // Bins 0.25 (0 of 2) and 0.75 (1 of 2): reliability (0.0625 + 0.0625) / 2, resolution 0.0625, base rate 1/4.
    const parts = brierDecomposition(Float64Array.of(0.25, 0.25, 0.75, 0.75), Float64Array.of(0, 0, 0, 1));
    expect(parts.reliability).toBeCloseTo(0.0625, 12);
    expect(parts.resolution).toBeCloseTo(0.0625, 12);
    expect(parts.uncertainty).toBeCloseTo(0.1875, 12);
    expect(parts.within).toBeCloseTo(0, 12);
    expect(parts.score).toBeCloseTo(0.1875, 12);
    expect(parts.skill).toBeCloseTo(0, 12);
  });

  it('adds up to the score whatever the forecasts', () => {
    fc.assert(
      fc.property(outcomes, (pairs) => {
        const p = Float64Array.from(pairs, ([x]) => x);
        const y = Float64Array.from(pairs, ([, happened]) => happened);
        const d = brierDecomposition(p, y);
        expect(d.reliability - d.resolution + d.uncertainty + d.within).toBeCloseTo(brierScore(p, y), 10);
      }),
    );
  });
});

describe('logLoss', () => {
  it('is ln 2 for a coin and finite for a sure miss', () => {
    expect(logLoss(Float64Array.of(0.5, 0.5), Float64Array.of(0, 1))).toBeCloseTo(Math.LN2, 12);
    expect(logLoss(Float64Array.of(0), Float64Array.of(1))).toBeCloseTo(-Math.log(1e-15), 6);
  });
});

describe('populationStability', () => {
  it('is 0 for the same sample and large for a shifted one', () => {
    const sample = Float64Array.from({ length: 200 }, (_, i) => i);
    expect(populationStability(sample, sample)).toBe(0);
    expect(
      populationStability(
        sample,
        sample.map((x) => x + 100),
      ),
    ).toBeGreaterThan(0.25);
  });

  it('sees values go missing', () => {
    const sample = Float64Array.from({ length: 100 }, (_, i) => i);
    const holed = sample.map((x, i) => (i % 2 === 0 ? Number.NaN : x));
    expect(populationStability(sample, holed)).toBeGreaterThan(0.25);
  });
});
