import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import {
  decileRecord,
  emptyQuantileSums,
  emptyScoreSums,
  fillScoreSums,
  informationCoefficient,
  neweyWest,
  overlapLag,
  quantileSums,
  rankIcBySession,
  scoreRecord,
  spearman,
  studentTCdf,
  summariseIc,
  summariseQuantiles,
  summariseScore,
} from '../../../models/statistics/index.js';

function randomMatrix(cells: number, seed: number, absent = 0.1): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: cells }, () =>
    random.uniform() < absent ? Number.NaN : random.normal(),
  );
}

describe('neweyWest', () => {
  test('at lag 0 the error is the standard deviation (ddof 1) over √n', () => {
    const { n, mean, standardError } = neweyWest(Float64Array.of(1, 2, 3, 4), 0);
    expect([n, mean]).toEqual([4, 2.5]);
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3) / 2, 15);
  });

  test('at lag 1 half of twice the first autocovariance is added', () => {
    // u = −1.5 −0.5 0.5 1.5: Σu² = 5, Σu[t]u[t−1] = 0.75 − 0.25 + 0.75 = 1.25; (5 + 1.25) / 4 / 3.
    const { standardError } = neweyWest(Float64Array.of(1, 2, 3, 4), 1);
    expect(standardError).toBeCloseTo(Math.sqrt(6.25 / 12), 15);
  });

  test('a NaN keeps its place: bars either side of it are two apart', () => {
    // u = −1, ·, 1 with mean 2: no pair is one apart, so lag 1 adds nothing.
    const gap = neweyWest(Float64Array.of(1, Number.NaN, 3), 1);
    expect([gap.n, gap.mean]).toEqual([2, 2]);
    expect(gap.standardError).toBeCloseTo(1, 15);
  });

  test('covers the truth for overlapping sums, where the plain error does not', () => {
    const random = createRandom(11);
    let covered = 0;
    let plain = 0;
    const horizon = 10;
    for (let run = 0; run < 400; run++) {
      const noise = Float64Array.from({ length: 510 }, random.normal);
      const sums = Float64Array.from({ length: 500 }, (_, t) => {
        let sum = 0;
        for (let k = 0; k < horizon; k++) sum += noise[t + k];
        return sum;
      });
      const { mean, standardError } = neweyWest(sums, overlapLag(500, horizon));
      if (Math.abs(mean) < 1.96 * standardError) covered++;
      if (Math.abs(mean) < 1.96 * neweyWest(sums, 0).standardError) plain++;
    }
    expect(covered / 400).toBeGreaterThan(0.85);
    expect(plain / 400).toBeLessThan(0.6);
  });

  test('a lag that is not a whole number ≥ 0 is an error', () => {
    expect(() => neweyWest(Float64Array.of(1), -1)).toThrow('lag must be an integer');
  });
});

describe('informationCoefficient', () => {
  test('is 1 when returns follow the order of the scores on every day, with no spread', () => {
    const score = Float64Array.of(1, 2, 3, 4, 40, 30, 20, 10);
    const forward = Float64Array.of(0.01, 0.02, 0.03, 0.04, 0.4, 0.3, 0.2, 0.1);
    const ic = informationCoefficient(score, forward, 2, 4, 1, { minimumPairs: 4 });
    expect(ic).toMatchObject({
      n: 2,
      pairs: 8,
      mean: 1,
      standardDeviation: 0,
      standardError: 0,
      positive: 1,
    });
  });

  test('is the mean of the daily Spearman correlations', () => {
    const [sessions, symbols] = [30, 40];
    const score = randomMatrix(sessions * symbols, 1);
    const forward = randomMatrix(sessions * symbols, 2);
    const daily = Array.from({ length: sessions }, (_, t) =>
      spearman(score.slice(t * symbols, (t + 1) * symbols), forward.slice(t * symbols, (t + 1) * symbols)),
    );
    const ic = informationCoefficient(score, forward, sessions, symbols, 5);
    const mean = daily.reduce((sum, x) => sum + x, 0) / sessions;
    const variance = daily.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sessions - 1);
    expect(ic.mean).toBeCloseTo(mean, 14);
    expect(ic.informationRatio).toBeCloseTo(mean / Math.sqrt(variance), 12);
    expect(ic).toMatchObject({ n: sessions, horizon: 5, lag: 8 });
    expect(ic.pValue).toBeCloseTo(2 * (1 - studentTCdf(Math.abs(ic.tStatistic), sessions - 1)), 12);
  });

  test('sessions may be filled in parts, in any order, with the same bits', () => {
    const [sessions, symbols] = [24, 30];
    const score = randomMatrix(sessions * symbols, 3);
    const forward = randomMatrix(sessions * symbols, 4);
    const whole = informationCoefficient(score, forward, sessions, symbols, 10);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sessions }), (cut) => {
        const parts = { ic: new Float64Array(sessions), pairs: new Float64Array(sessions) };
        rankIcBySession(score, forward, symbols, { from: cut, to: sessions }, parts);
        rankIcBySession(score, forward, symbols, { from: 0, to: cut }, parts);
        expect(summariseIc(parts, 10)).toEqual(whole);
      }),
    );
  });

  test('a session with too few pairs, or one score for all, does not count', () => {
    const score = Float64Array.of(1, 2, 3, 5, 5, 5, 1, Number.NaN, 2);
    const forward = Float64Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3);
    const ic = informationCoefficient(score, forward, 3, 3, 1, { minimumPairs: 3 });
    expect(ic).toMatchObject({ n: 1, pairs: 3, mean: 1 });
    expect(ic.standardError).toBeNaN();
  });

  test('a matrix of the wrong size is an error that gives the sizes', () => {
    expect(() => informationCoefficient(new Float64Array(5), new Float64Array(6), 2, 3, 1)).toThrow(
      'must hold 2 x 3 values, held 5 and 6',
    );
  });
});

describe('decileRecord', () => {
  test('twenty symbols give two rows to each decile on each day', () => {
    const score = Float64Array.from({ length: 40 }, (_, i) => i % 20);
    const forward = Float64Array.from({ length: 40 }, (_, i) => ((i % 20) - 9.5) / 100);
    const deciles = decileRecord(score, forward, 2, 20, 1);
    expect(deciles.map((d) => d.n)).toEqual(Array.from({ length: 10 }, () => 4));
    expect(deciles[0].meanForward).toBeCloseTo(-0.09, 15);
    expect(deciles[9]).toMatchObject({ bucket: 10, sessions: 2, hitRate: 1 });
    expect(deciles[9].meanForwardError).toBeCloseTo(0, 15);
  });

  test('a return of exactly zero is no hit', () => {
    const sums = emptyQuantileSums(1, 2);
    quantileSums(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 0.1, -0.1, 0), 4, { from: 0, to: 1 }, sums);
    expect([...sums.hits]).toEqual([1, 0]);
    const forward = [{ horizon: 1, values: new Float64Array(20) }];
    const [row] = scoreRecord(
      Float64Array.from({ length: 20 }, (_, s) => s),
      forward,
      1,
      20,
    );
    expect(row.deciles.map(({ hitRate }) => hitRate)).toEqual(row.deciles.map(() => 0));
  });

  test('tied scores share a bucket', () => {
    const sums = emptyQuantileSums(1, 2);
    const score = Float64Array.of(1, 7, 7, 7);
    quantileSums(score, Float64Array.of(1, 2, 3, 4), 4, { from: 0, to: 1 }, sums);
    expect([...sums.count]).toEqual([1, 3]);
    expect(summariseQuantiles(sums, 1)[1].meanForward).toBe(3);
  });

  test('rows of all deciles are all pairs, and their total return is conserved', () => {
    const [sessions, symbols] = [20, 60];
    const score = randomMatrix(sessions * symbols, 5);
    const forward = randomMatrix(sessions * symbols, 6);
    let pairs = 0;
    let total = 0;
    for (let i = 0; i < score.length; i++) {
      if (Number.isNaN(score[i]) || Number.isNaN(forward[i])) continue;
      pairs++;
      total += forward[i];
    }
    const deciles = decileRecord(score, forward, sessions, symbols, 5);
    expect(deciles.reduce((sum, d) => sum + d.n, 0)).toBe(pairs);
    expect(deciles.reduce((sum, d) => sum + d.n * d.meanForward, 0)).toBeCloseTo(total, 10);
  });

  test('a day with fewer pairs than deciles is left out; then nothing is known', () => {
    const deciles = decileRecord(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3), 1, 3, 1);
    expect(deciles[0].n).toBe(0);
    expect(deciles[0].meanForward).toBeNaN();
    expect(deciles[0].hitRate).toBeNaN();
  });
});

describe('scoreRecord', () => {
  test('is the rank IC and the decile record of each horizon', () => {
    const [sessions, symbols] = [25, 50];
    const score = randomMatrix(sessions * symbols, 7).map((x) => Math.round(4 * x) / 4);
    const forward = [5, 21].map((horizon) => ({
      horizon,
      values: randomMatrix(sessions * symbols, horizon, 0.3),
    }));
    const rows = scoreRecord(score, forward, sessions, symbols);
    forward.forEach(({ horizon, values }, h) => {
      expect(rows[h].ic).toEqual(informationCoefficient(score, values, sessions, symbols, horizon));
      decileRecord(score, values, sessions, symbols, horizon).forEach((decile, q) => {
        const { n, meanForward, meanForwardError, hitRate } = rows[h].deciles[q];
        expect([n, hitRate]).toEqual([decile.n, decile.hitRate]);
        expect(meanForward).toBeCloseTo(decile.meanForward, 12);
        expect(meanForwardError).toBeCloseTo(decile.meanForwardError, 12);
      });
    });
  });

  test('sessions may be filled in parts', () => {
    const [sessions, symbols] = [20, 30];
    const score = randomMatrix(sessions * symbols, 8);
    const values = randomMatrix(sessions * symbols, 9);
    const [whole] = scoreRecord(score, [{ horizon: 5, values }], sessions, symbols);
    const sums = emptyScoreSums(sessions);
    fillScoreSums(score, [values], symbols, { from: 7, to: sessions }, [sums]);
    fillScoreSums(score, [values], symbols, { from: 0, to: 7 }, [sums]);
    expect(summariseScore(sums, 5)).toEqual(whole);
  });

  test('a matrix of the wrong size is an error', () => {
    expect(() => scoreRecord(new Float64Array(6), [], 2, 2)).toThrow('2 x 2 values, one held 6');
  });
});
