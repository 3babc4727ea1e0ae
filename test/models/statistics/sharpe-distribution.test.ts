import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import {
  deflateBest,
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeStandardError,
} from '../../../models/statistics/index.js';

describe('the deflated Sharpe ratio', () => {
  // Bailey & López de Prado (2014), "A numerical example": N 100, V 1/2 annual, T 1250, SR 2.5,
  // skewness −3, kurtosis 10, 250 days a year: SR0 ≈ 0.1132, DSR ≈ 0.9004.
  const sample = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skew: -3, kurtosis: 10 };

  test("reproduces the paper's worked example", () => {
    expect(expectedMaximumSharpe(0.5 / 250, 100)).toBeCloseTo(0.1132, 4);
    expect(deflatedSharpe(sample, 0.5 / 250, 100)).toBeCloseTo(0.9004, 4);
  });

  test('the paper: with 46 trials, or returns that are normal with 88, the same record would pass', () => {
    expect(deflatedSharpe(sample, 0.5 / 250, 46)).toBeCloseTo(0.9505, 3);
    expect(deflatedSharpe({ ...sample, skew: 0, kurtosis: 3 }, 0.5 / 250, 88)).toBeCloseTo(0.9505, 3);
  });

  test('falls as trials are added; with one trial it is the probabilistic Sharpe ratio', () => {
    expect(deflatedSharpe(sample, 0.002, 1)).toBe(probabilisticSharpe(sample, 0));
    expect(deflatedSharpe(sample, 0.002, 1000)).toBeLessThan(deflatedSharpe(sample, 0.002, 10));
  });

  test('the expected maximum is what the maximum of normals is on average', () => {
    const random = createRandom('maximum');
    let sum = 0;
    for (let run = 0; run < 4000; run++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < 100; k++) best = Math.max(best, random.normal());
      sum += best;
    }
    expect(sum / 4000).toBeCloseTo(expectedMaximumSharpe(1, 100), 1);
  });

  test('no trials is an error', () => {
    expect(() => expectedMaximumSharpe(1, 0)).toThrow('at least 1, was 0');
  });
});

describe('deflateBest', () => {
  test('takes the best of the known trials, and counts the unknown ones as run', () => {
    const sharpe = Float64Array.of(0.02, Number.NaN, 0.08, 0.05);
    const shape = { skew: new Float64Array(4), kurtosis: new Float64Array(4).fill(3) };
    const result = deflateBest({ sharpe, ...shape }, 500);
    expect([result.best, result.trials]).toEqual([2, 4]);
    expect(result.variance).toBeCloseTo(0.0009, 15);
    expect(result.expectedMaximum).toBe(expectedMaximumSharpe(result.variance, 4));
    const sample = { sharpe: 0.08, n: 500, skew: 0, kurtosis: 3 };
    expect(result.dsr).toBe(deflatedSharpe(sample, result.variance, 4));
    expect(result.psr).toBe(probabilisticSharpe(sample, 0));
  });

  test('with no trial that traded there is no best', () => {
    const none = Float64Array.of(Number.NaN);
    const result = deflateBest({ sharpe: none, skew: none, kurtosis: none }, 100);
    expect(result.best).toBe(-1);
    expect(result.dsr).toBeNaN();
  });
});

describe('the probabilistic Sharpe ratio', () => {
  test('for normal returns the error is √((1 + SR²/2)/(n − 1))', () => {
    const error = sharpeStandardError({ sharpe: 0.5, n: 101, skew: 0, kurtosis: 3 });
    expect(error).toBeCloseTo(Math.sqrt(1.125 / 100), 15);
  });

  // Bailey & López de Prado (2012), section "Numerical example": two years of months, annual SR 1.585
  // (0.458 a month), skewness −2.448, kurtosis 10.164: PSR(0) 0.913 and, with normality, 0.982.
  test("reproduces the paper's hedge fund", () => {
    const fund = { sharpe: 0.458, n: 24, skew: -2.448, kurtosis: 10.164 };
    expect(probabilisticSharpe(fund, 0)).toBeCloseTo(0.913, 3);
    expect(probabilisticSharpe({ ...fund, skew: 0, kurtosis: 3 }, 0)).toBeCloseTo(0.982, 3);
  });

  test('with the minimum track record it is exactly the confidence', () => {
    const sample = { sharpe: 0.1, n: 500, skew: -0.5, kurtosis: 6 };
    const n = minimumTrackRecord(sample, 0.02, 0.9);
    expect(probabilisticSharpe({ ...sample, n }, 0.02)).toBeCloseTo(0.9, 13);
    expect(minimumTrackRecord(sample, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });
});
