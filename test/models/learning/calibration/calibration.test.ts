import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCalibration,
  applyIsotonic,
  applyPlatt,
  calibrate,
  conformalThroughTime,
  fitIsotonic,
  fitPlatt,
  reliability,
  sigmoid,
  wilson,
} from '../../../../models/learning/index.js';
import { createRandom } from '../../../../models/random/index.js';

describe('fitIsotonic', () => {
  it('pools neighbours that are out of order: 0 | 1 0 | 1', () => {
    const map = fitIsotonic(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 1, 0, 1));
    expect([...map.probability]).toEqual([0, 0.5, 1]);
    expect([...map.score]).toEqual([1, 2.5, 4]);
    expect([...map.support]).toEqual([1, 2, 1]);
    expect(applyIsotonic(map, 1.75)).toBe(0.25);
    expect([applyIsotonic(map, -9), applyIsotonic(map, 9)]).toEqual([0, 1]);
  });

  it('never falls, and keeps the mean outcome', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const score = Float64Array.from(pairs, ([s]) => s);
        const label = Float64Array.from(pairs, ([, y]) => y);
        const map = fitIsotonic(score, label);
        let mass = 0;
        for (let k = 0; k < map.score.length; k++) {
          mass += map.probability[k] * map.support[k];
          if (k > 0) expect(map.probability[k]).toBeGreaterThan(map.probability[k - 1]);
        }
        expect(mass).toBeCloseTo(
          label.reduce((sum, y) => sum + y, 0),
          9,
        );
      }),
    );
  });
});

describe('fitPlatt', () => {
  it('recovers the line that made the outcomes', () => {
    const random = createRandom(1);
    const score = Float64Array.from({ length: 20_000 }, () => random.normal());
    const label = score.map((s) => (random.uniform() < sigmoid(2 * s - 0.5) ? 1 : 0));
    const map = fitPlatt(score, label);
    expect(map.a).toBeCloseTo(-2, 0);
    expect(applyPlatt(map, 0.25)).toBeCloseTo(0.5, 1);
  });
});

describe('calibrate', () => {
  it('takes isotonic where the curve bends and Platt where rows are few', () => {
    const random = createRandom(2);
    const make = (n: number, chance: (s: number) => number) => {
      const score = Float64Array.from({ length: n }, () => random.normal());
      const label = score.map((s) => (random.uniform() < chance(s) ? 1 : 0));
      return { score, label, session: Int32Array.from({ length: n }, (_, i) => Math.floor((i * 200) / n)) };
    };
    const bent = make(40_000, (s) => (s > 1 ? 0.9 : 0.3));
    const chosen = calibrate(bent.score, bent.label, bent.session, 5);
    expect(chosen.map.kind).toBe('isotonic');
    expect(applyCalibration(chosen.map, 2)).toBeCloseTo(0.9, 1);
    expect(chosen.brier.isotonic).toBeLessThan(chosen.brier.baseRate);
    const few = make(300, (s) => sigmoid(s));
    expect(calibrate(few.score, few.label, few.session, 5).map.kind).toBe('platt');
  });

  it('leaves a gap of the horizon between fitting and judging', () => {
    const session = Int32Array.from({ length: 100 }, (_, i) => i);
    const score = Float64Array.from(session);
    const label = score.map((s) => s % 2);
    const { fitted, judged } = calibrate(score, label, session, 10);
    expect([fitted, judged]).toEqual([60, 30]);
  });
});

describe('reliability', () => {
  it('puts equal numbers of rows in a bin and never parts ties', () => {
    const bins = reliability(Float64Array.of(0.1, 0.2, 0.2, 0.2), Float64Array.of(0, 1, 0, 1), 2);
    expect(bins.map((bin) => bin.n)).toEqual([4]);
    const two = reliability(Float64Array.of(0.1, 0.1, 0.8, 0.8), Float64Array.of(0, 0, 1, 0), 2);
    expect(two.map((bin) => [bin.n, bin.stated, bin.observed])).toEqual([
      [2, 0.1, 0],
      [2, 0.8, 0.5],
    ]);
  });

  it('has no bin of a few rows beside a large tie', () => {
    // 100 rows in ten bins of ten; 61 of them are tied across the cuts at 20 … 80.
    const probability = Float64Array.from({ length: 100 }, (_, i) => (i < 13 || i >= 74 ? i / 100 : 0.5));
    const bins = reliability(
      probability,
      probability.map((p) => (p > 0.4 ? 1 : 0)),
    );
    expect(bins.map(({ n }) => n)).toEqual([10, 64, 6, 10, 10]);
  });

  it('has the Wilson interval of a published example: 15 of 148 gives 0.0624 to 0.1605', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I: r/n = 15/148, method 3.
    const { lower, upper } = wilson(15 / 148, 148);
    expect(lower).toBeCloseTo(0.0624, 4);
    expect(upper).toBeCloseTo(0.1605, 4);
  });
});

describe('conformalThroughTime', () => {
  const options = { level: 0.9, horizon: 5, window: 60, rate: 0.02 };

  it('covers what it promises on steady noise', () => {
    const rows = noise(300, 20, () => 1);
    const record = conformalThroughTime(rows.prediction, rows.outcome, rows.session, options);
    expect(record.coverage).toBeGreaterThan(0.88);
    expect(record.coverage).toBeLessThan(0.92);
    // 90 % of |N(0, 1)| lies within 1.645.
    expect(record.width).toBeCloseTo(1.645, 0);
  });

  it('comes back to its promise after volatility doubles', () => {
    const rows = noise(600, 20, (t) => (t < 300 ? 1 : 2));
    const record = conformalThroughTime(rows.prediction, rows.outcome, rows.session, options);
    const late = record.coverageBySession.slice(-150);
    expect(late.reduce((sum, c) => sum + c, 0) / late.length).toBeGreaterThan(0.87);
  });

  it('uses no outcome before it is known', () => {
    const rows = noise(80, 5, () => 1);
    const before = conformalThroughTime(rows.prediction, rows.outcome, rows.session, options);
    const changed = rows.outcome.map((y, i) => (rows.session[i] >= 40 ? 1000 : y));
    const after = conformalThroughTime(rows.prediction, changed, rows.session, options);
    for (const [k, session] of before.sessions.entries()) {
      if (session <= 45) expect(after.widthBySession[k]).toBe(before.widthBySession[k]);
    }
    expect(after.widthBySession.at(-1)).not.toBe(before.widthBySession.at(-1));
  });
});

function noise(sessions: number, symbols: number, deviation: (session: number) => number) {
  const random = createRandom(3);
  const n = sessions * symbols;
  const session = Int32Array.from({ length: n }, (_, i) => Math.floor(i / symbols));
  const outcome = Float64Array.from(session, (t) => deviation(t) * random.normal());
  return { prediction: new Float64Array(n), outcome, session };
}
