import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { bucketTurnover, factorTearSheet, scoreBuckets } from '../../../models/statistics/index.js';

const SESSIONS = 120;
const SYMBOLS = 60;

/** A factor that persists with 0.9 a session and moves next session's return a little. */
function market(seed: number, strength: number) {
  const random = createRandom(seed);
  const factor = new Float64Array(SESSIONS * SYMBOLS);
  const next = new Float64Array(SESSIONS * SYMBOLS);
  for (let t = 0; t < SESSIONS; t++) {
    for (let s = 0; s < SYMBOLS; s++) {
      const cell = t * SYMBOLS + s;
      const before = t > 0 ? factor[cell - SYMBOLS] : random.normal();
      factor[cell] = 0.9 * before + Math.sqrt(1 - 0.81) * random.normal();
      next[cell] = t < SESSIONS - 1 ? 0.01 * (strength * factor[cell] + random.normal()) : Number.NaN;
    }
  }
  return { factor, sessions: SESSIONS, symbols: SYMBOLS, forward: [{ horizon: 1, values: next }] };
}

describe('factorTearSheet', () => {
  test('sees a planted effect: IC, rising buckets, a spread, slow decay', () => {
    const { horizons, decay, turnover, coverage } = factorTearSheet(market(1, 0.3));
    const [{ ic, quantiles, spread, monotonicity }] = horizons;
    // Correlation 0.3/√1.09 = 0.287; ranks of normals see 6/π asin(ρ/2) = 0.275.
    expect(ic.mean).toBeCloseTo(0.275, 1);
    expect(ic.tStatistic).toBeGreaterThan(10);
    expect(monotonicity).toBe(1);
    expect(quantiles.length).toBe(5);
    // Means of the outer fifths of a normal are ±1.4: 2.8 · 0.3 %.
    expect(spread.mean).toBeCloseTo(0.0084, 3);
    expect(spread.mean).toBeGreaterThan(5 * spread.standardError);
    expect(decay[0].ic.mean).toBe(ic.mean);
    // After ten sessions 0.9^10 of it is left.
    expect(decay.find(({ lag }) => lag === 10)?.ic.mean).toBeCloseTo(0.275 * 0.9 ** 10, 1);
    expect(turnover[0].rankAutocorrelation).toBeCloseTo(0.9, 1);
    expect(turnover[0].top).toBeLessThan(turnover[3].top);
    expect(coverage).toBe(1);
  });

  test('sees nothing where there is nothing', () => {
    const [{ ic }] = factorTearSheet(market(2, 0)).horizons;
    expect(Math.abs(ic.tStatistic)).toBeLessThan(3);
  });

  test('splits by sector and by regime; their sessions and pairs add up', () => {
    const input = market(3, 0.3);
    const sectors = Array.from({ length: SYMBOLS }, (_, s) =>
      s < 20 ? 'Energy' : s < 50 ? 'Tech' : undefined,
    );
    const regimes = Array.from({ length: SESSIONS }, (_, t) => (t % 3 === 0 ? 'calm' : 'wild'));
    const [{ ic, bySector, byRegime }] = factorTearSheet({ ...input, sectors, regimes }).horizons;
    expect(bySector.map(({ sector, symbols }) => [sector, symbols])).toEqual([
      ['Tech', 30],
      ['Energy', 20],
      ['unknown', 10],
    ]);
    expect(byRegime.map(({ regime }) => regime)).toEqual(['calm', 'wild']);
    expect(byRegime[0].ic.n + byRegime[1].ic.n).toBe(ic.n);
    expect(bySector.reduce((sum, row) => sum + row.ic.pairs, 0)).toBe(ic.pairs);
    for (const row of bySector) expect(row.ic.mean).toBeGreaterThan(0.1);
  });

  test('a matrix or labels of the wrong length are errors', () => {
    const input = market(4, 0);
    expect(() => factorTearSheet({ ...input, sessions: 7 })).toThrow('must hold 7 x 60 values');
    expect(() => factorTearSheet({ ...input, sectors: [] })).toThrow(
      '60 symbols need as many sectors, had 0',
    );
    expect(() => factorTearSheet({ ...input, regimes: ['a'] })).toThrow('120 sessions need as many regimes');
  });
});

describe('scoreBuckets and bucketTurnover', () => {
  test('four scores in two buckets, by hand', () => {
    const score = Float64Array.of(1, 2, 3, 4, 4, 2, 3, 1, 1, Number.NaN, 3, 4);
    const buckets = scoreBuckets(score, 4, 2);
    expect([...buckets]).toEqual([0, 0, 1, 1, 1, 0, 1, 0, 0, -1, 1, 1]);
    // Top {2,3} → {0,2}: half is new; {0,2} → {2,3}: half is new.
    expect(bucketTurnover(buckets, 4, 1, 1)).toBe(0.5);
    expect(bucketTurnover(buckets, 4, 1, 2)).toBe(0);
    expect(bucketTurnover(buckets, 4, 1, 3)).toBeNaN();
  });
});
