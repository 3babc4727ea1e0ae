import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../models/random/index.js';
import { overfittingProbability, realityCheck, stabilityMap } from '../../../models/validation/index.js';

function noise(random: Random, trials: number, bars: number, drift = 0): Float64Array[] {
  return Array.from({ length: trials }, () =>
    Float64Array.from({ length: bars }, () => drift + 0.01 * random.normal()),
  );
}

describe('overfittingProbability', () => {
  test('two trials that swap places are overfit in every split, by hand', () => {
    // Blocks of two bars. A: good then bad; B: bad then good. Whoever wins one half loses the other.
    const a = Float64Array.of(0.02, 0.01, -0.02, -0.01);
    const b = Float64Array.of(-0.02, -0.01, 0.02, 0.01);
    const { probability, splits, logits, inSample, outOfSample, probabilityOfLoss } = overfittingProbability(
      [a, b],
      { blocks: 2 },
    );
    expect([probability, splits, probabilityOfLoss]).toEqual([1, 2, 1]);
    // The winner ranks 1 of 2: ω = 1/3, ln(ω/(1 − ω)) = −ln 2.
    expect([...logits]).toEqual([-Math.log(2), -Math.log(2)].map((x) => expect.closeTo(x, 14)));
    // Mean 0.015, population deviation 0.005.
    expect(inSample[0]).toBeCloseTo(3, 12);
    expect(outOfSample[0]).toBeCloseTo(-3, 12);
  });

  test('is about one half when no trial has skill, and near zero when one truly has', () => {
    const random = createRandom('pbo');
    let sum = 0;
    for (let run = 0; run < 12; run++) {
      sum += overfittingProbability(noise(random, 30, 480), { blocks: 8 }).probability;
    }
    expect(Math.abs(sum / 12 - 0.5)).toBeLessThan(0.15);
    const skilled = [...noise(random, 30, 480), ...noise(random, 1, 480, 0.003)];
    expect(overfittingProbability(skilled, { blocks: 8 }).probability).toBeLessThan(0.05);
  });

  test('16 blocks have 12,870 splits', () => {
    expect(overfittingProbability(noise(createRandom(1), 5, 200)).splits).toBe(12_870);
  });

  test('does not depend on the order of the trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (seed) => {
        const trials = noise(createRandom(seed), 6, 60);
        const there = overfittingProbability(trials, { blocks: 6 });
        const back = overfittingProbability([...trials].reverse(), { blocks: 6 });
        expect(back.probability).toBe(there.probability);
      }),
      { numRuns: 30 },
    );
  });

  test('one trial, odd blocks and ragged trials are errors', () => {
    const [a] = noise(createRandom(1), 1, 50);
    expect(() => overfittingProbability([a])).toThrow('at least 2 trials, had 1');
    expect(() => overfittingProbability([a, a], { blocks: 5 })).toThrow('even integer');
    expect(() => overfittingProbability([a, a.slice(1)], { blocks: 4 })).toThrow('trial 1 has 49 returns');
  });
});

describe('realityCheck', () => {
  test('rejects a true edge, and seldom rejects noise', () => {
    const random = createRandom('reality');
    const skilled = [...noise(random, 20, 400), ...noise(random, 1, 400, 0.002)];
    const found = realityCheck(skilled, { random, samples: 500 });
    expect(found.best).toBe(20);
    expect(found.realityCheck).toBeLessThan(0.05);
    expect(found.spa).toBeLessThan(0.05);
    let rejected = 0;
    for (let run = 0; run < 60; run++) {
      const check = realityCheck(noise(random, 10, 150), { random, samples: 99, blockLength: 2 });
      if (check.realityCheck <= 0.05) rejected++;
    }
    expect(rejected).toBeLessThan(10);
  });

  test('one test alone would have been fooled by the best of a hundred', () => {
    const random = createRandom('fooled');
    const trials = noise(random, 100, 250);
    const check = realityCheck(trials, { random, samples: 300 });
    const alone = realityCheck([trials[check.best]], { random, samples: 300 });
    expect(alone.spa).toBeLessThan(0.05);
    expect(check.spa).toBeGreaterThan(0.1);
  });

  test('lower ≤ consistent ≤ upper p-value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 8 }), (seed, trials) => {
        const random = createRandom(seed);
        const excess = noise(random, trials, 60).map((column, k) => column.map((r) => r - 0.002 * k));
        const check = realityCheck(excess, { random, samples: 60 });
        expect(check.spaLower).toBeLessThanOrEqual(check.spa);
        expect(check.spa).toBeLessThanOrEqual(check.spaUpper);
        expect(check.spaLower).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test('hopeless trials weaken the reality check, not the SPA test (Hansen 2005)', () => {
    const random = createRandom('hopeless');
    const good = noise(random, 1, 400, 0.002);
    const hopeless = Array.from({ length: 60 }, () =>
      Float64Array.from({ length: 400 }, () => -0.03 + 0.05 * random.normal()),
    );
    const check = realityCheck([...good, ...hopeless], { random, samples: 300 });
    expect(check.realityCheck).toBeGreaterThan(0.3);
    expect(check.spa).toBeLessThan(0.05);
  });

  test('no trials, and ragged ones, are errors', () => {
    const random = createRandom(1);
    expect(() => realityCheck([], { random })).toThrow('had 0 trials');
    const [a] = noise(random, 1, 20);
    expect(() => realityCheck([a, a.slice(1)], { random })).toThrow('trial 1 has 19 returns');
  });
});

describe('stabilityMap', () => {
  test('a lone peak loses to a plateau, by hand', () => {
    // fast 1 2 3 4 by slow 10 20 30: a peak of 9 in a corner among zeros, a plateau of 5 elsewhere.
    const fast = Float64Array.of(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4);
    const slow = Float64Array.of(10, 10, 10, 10, 20, 20, 20, 20, 30, 30, 30, 30);
    const value = Float64Array.of(9, 0, 4, 5, 0, 0, 5, 5, 0, 0, 4, 5);
    const map = stabilityMap([fast, slow], value);
    expect(map.peak).toBe(0);
    expect([map.best, map.plateau[7]]).toEqual([7, 28 / 6]);
    expect([map.neighbours[0], map.neighbours[5]]).toEqual([3, 8]);
    expect(map.plateau[0]).toBe(2.25);
    expect(map.worst[7]).toBe(4);
  });

  test('an unknown value counts for nothing and is never the best', () => {
    const map = stabilityMap([Float64Array.of(1, 2, 3)], Float64Array.of(1, Number.NaN, 3));
    expect([map.peak, map.best]).toEqual([2, 2]);
    expect([...map.neighbours]).toEqual([0, 2, 0]);
  });
});
