import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combinatorialPurgedFolds, purgedKFold, walkForward } from '../../../models/validation/index.js';

describe('purgedKFold', () => {
  test('twelve sessions, three folds, horizon 2, embargo 1, by hand', () => {
    const folds = purgedKFold(12, { folds: 3, horizon: 2, embargo: 1 });
    expect(folds.map((fold) => [...fold.test])).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ]);
    // The label of 3 ends at 5 and shares (4, 5] with that of 4; the label of 7 reaches 9, so 8 goes too.
    expect(folds.map((fold) => [...fold.train])).toEqual([
      [6, 7, 8, 9, 10, 11],
      [0, 1, 2, 10, 11],
      [0, 1, 2, 3, 4, 5, 6],
    ]);
  });

  test('no training label shares a return with a test label, and every session is tested once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 120 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 5 }),
        (sessions, folds, horizon, embargo) => {
          const tested = new Int32Array(sessions);
          for (const { train, test } of purgedKFold(sessions, { folds, horizon, embargo })) {
            for (const t of test) tested[t]++;
            for (const s of train) {
              for (const t of test) {
                // (s, s + h] and (t, t + h] are disjoint.
                expect(Math.abs(s - t)).toBeGreaterThanOrEqual(Math.max(horizon, 1));
                if (s > t) expect(s - t).toBeGreaterThanOrEqual(Math.max(horizon, 1) + embargo);
              }
            }
          }
          expect(tested.every((count) => count === 1)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('more folds than sessions, or a negative embargo, are errors', () => {
    expect(() => purgedKFold(3, { folds: 4, horizon: 1, embargo: 0 })).toThrow('from 2 to 3 sessions, was 4');
    expect(() => purgedKFold(9, { folds: 3, horizon: 1, embargo: -1 })).toThrow('embargo must be');
  });
});

describe('combinatorialPurgedFolds', () => {
  // López de Prado (2018), figure 12.1: six groups, two tested, 15 splits, 5 paths.
  test('six groups with two tested give 15 folds and 5 paths, as in the book', () => {
    const { folds, paths } = combinatorialPurgedFolds(60, {
      groups: 6,
      testGroups: 2,
      horizon: 1,
      embargo: 0,
    });
    expect(folds.length).toBe(15);
    expect(paths.length).toBe(5);
    for (const path of paths) {
      path.forEach((fold, group) => expect(folds[fold].testGroups).toContain(group));
    }
    expect(new Set(paths.flatMap((path) => Array.from(path, (fold, g) => `${fold}/${g}`))).size).toBe(30);
  });

  test('is purged on both sides of each tested group', () => {
    const { folds } = combinatorialPurgedFolds(12, { groups: 4, testGroups: 2, horizon: 2, embargo: 0 });
    const fold = folds.find(({ testGroups }) => testGroups.join() === '0,2');
    expect([...(fold?.test ?? [])]).toEqual([0, 1, 2, 6, 7, 8]);
    expect([...(fold?.train ?? [])]).toEqual([4, 10, 11]);
  });

  test('a number of folds beyond reason is an error', () => {
    const options = { groups: 40, testGroups: 20, horizon: 1, embargo: 0 };
    expect(() => combinatorialPurgedFolds(1000, options)).toThrow('at most 10000');
  });
});

describe('walkForward', () => {
  test('rolling windows by hand', () => {
    const windows = walkForward(10, { mode: 'rolling', train: 4, test: 3, horizon: 2 });
    expect(windows).toEqual([
      { train: { from: 0, to: 4 }, test: { from: 5, to: 8 } },
      { train: { from: 3, to: 7 }, test: { from: 8, to: 10 } },
    ]);
  });

  test('anchored windows keep their start; an embargo widens the gap', () => {
    const windows = walkForward(12, { mode: 'anchored', train: 4, test: 3, horizon: 1, embargo: 2 });
    expect(windows.map(({ train, test }) => [train.from, train.to, test.from])).toEqual([
      [0, 4, 6],
      [0, 7, 9],
    ]);
  });

  test('tests cover the sessions after the first training window once, and labels are known in time', () => {
    fc.assert(
      fc.property(
        fc.record({
          sessions: fc.integer({ min: 1, max: 300 }),
          train: fc.integer({ min: 1, max: 100 }),
          test: fc.integer({ min: 1, max: 60 }),
          horizon: fc.integer({ min: 0, max: 30 }),
        }),
        ({ sessions, train, test, horizon }) => {
          let next = -1;
          for (const window of walkForward(sessions, { mode: 'rolling', train, test, horizon })) {
            expect(window.train.to - window.train.from).toBe(train);
            expect(window.train.to - 1 + horizon).toBeLessThanOrEqual(window.test.from);
            if (next >= 0) expect(window.test.from).toBe(next);
            next = window.test.to;
          }
          if (next >= 0) expect(next).toBe(sessions);
        },
      ),
    );
  });

  test('a test of no length is an error', () => {
    expect(() => walkForward(9, { mode: 'rolling', train: 3, test: 0, horizon: 1 })).toThrow('test must be');
  });
});
