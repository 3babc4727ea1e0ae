import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import {
  gridPoints,
  latinHypercube,
  pointKey,
  proposePoints,
  randomPoints,
  type SearchSpace,
  type Trial,
} from '../../../models/search/index.js';

const CROSS: SearchSpace = {
  parameters: [
    { name: 'fast', min: 5, max: 50, step: 5, integer: true },
    { name: 'slow', min: 20, max: 200, step: 10, integer: true },
  ],
  admits: ({ fast, slow }) => fast < slow,
};

const PLANE: SearchSpace = {
  parameters: [
    { name: 'x', min: -1, max: 1 },
    { name: 'y', min: 0, max: 10 },
  ],
};

describe('gridPoints', () => {
  test('the SMA cross of expected/README.md has 174 combinations', () => {
    const points = gridPoints(CROSS);
    expect(points.length).toBe(174);
    expect(points[0]).toEqual({ fast: 5, slow: 20 });
    expect(points.at(-1)).toEqual({ fast: 50, slow: 200 });
  });

  test('steps of a tenth reach their end and carry no rounding noise', () => {
    const space = { parameters: [{ name: 'k', min: 0.1, max: 0.3, step: 0.1 }] };
    expect(gridPoints(space).map(({ k }) => k)).toEqual([0.1, 0.2, 0.3]);
  });

  test('whole numbers need no step; continuous ones cannot be gridded', () => {
    const whole = { parameters: [{ name: 'n', min: 2, max: 4, integer: true }] };
    expect(gridPoints(whole).map(({ n }) => n)).toEqual([2, 3, 4]);
    expect(() => gridPoints(PLANE)).toThrow('"x" is continuous; give it a step');
  });

  test('too many combinations, bad bounds, a repeated name are errors', () => {
    const big = { parameters: ['a', 'b', 'c'].map((name) => ({ name, min: 1, max: 1000, step: 1 })) };
    expect(() => gridPoints(big)).toThrow('1000000000 combinations');
    expect(() => gridPoints({ parameters: [{ name: 'a', min: 2, max: 1, step: 1 }] })).toThrow('min ≤ max');
    expect(() => gridPoints({ parameters: [{ name: 'a', min: 1, max: 2, step: 0 }] })).toThrow(
      'above 0, was 0',
    );
    const twice = { parameters: [CROSS.parameters[0], CROSS.parameters[0]] };
    expect(() => gridPoints(twice)).toThrow('"fast" is given twice');
    expect(() => gridPoints({ parameters: [] })).toThrow('at least one parameter');
  });
});

describe('randomPoints and latinHypercube', () => {
  test('points lie on the steps, are admitted, differ, and repeat with the seed', () => {
    const grid = new Set(gridPoints(CROSS).map((point) => pointKey(CROSS, point)));
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const points = randomPoints(CROSS, count, createRandom(seed));
        expect(points.length).toBe(count);
        const keys = points.map((point) => pointKey(CROSS, point));
        expect(new Set(keys).size).toBe(count);
        for (const key of keys) expect(grid.has(key)).toBe(true);
        expect(randomPoints(CROSS, count, createRandom(seed))).toEqual(points);
      }),
      { numRuns: 30 },
    );
  });

  test('asking for more than there is gives what there is', () => {
    expect(randomPoints(CROSS, 500, createRandom(1)).length).toBe(174);
  });

  test('a Latin hypercube uses each slice of each parameter once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 50 }), (seed, count) => {
        const points = latinHypercube(PLANE, count, createRandom(seed));
        const slices = (values: number[]) => new Set(values.map((u) => Math.floor(u * count))).size;
        expect(slices(points.map(({ x }) => (x + 1) / 2))).toBe(count);
        expect(slices(points.map(({ y }) => y / 10))).toBe(count);
      }),
      { numRuns: 50 },
    );
  });
});

describe('proposePoints', () => {
  const hill = ({ x, y }: Readonly<Record<string, number>>) => -((x - 0.3) ** 2) - ((y - 7) / 5) ** 2;

  function search(
    space: SearchSpace,
    value: (point: Record<string, number>) => number,
    count: number,
    seed: number,
  ) {
    const trials: Trial[] = [];
    while (trials.length < count) {
      const batch = proposePoints(space, trials, 4, createRandom(seed));
      if (batch.length === 0) break;
      for (const point of batch) trials.push({ point, value: value({ ...point }) });
    }
    return trials;
  }

  const bestOf = (trials: readonly Trial[]) => Math.max(...trials.map(({ value }) => value));

  test('finds a hill better than random search with as many trials, on average', () => {
    let model = 0;
    let random = 0;
    for (let seed = 0; seed < 20; seed++) {
      model += bestOf(search(PLANE, hill, 60, seed));
      const points = randomPoints(PLANE, 60, createRandom(seed));
      random += bestOf(points.map((point) => ({ point, value: hill(point) })));
    }
    expect(model / 20).toBeGreaterThan(random / 20 / 2);
  });

  test('carries on from recorded trials with the same points as without the break', () => {
    const whole = search(PLANE, hill, 40, 5);
    const next = proposePoints(PLANE, whole.slice(0, 32), 4, createRandom(5));
    expect(next).toEqual(whole.slice(32, 36).map(({ point }) => point));
    const used = createRandom(5);
    for (let k = 0; k < 9; k++) used.uniform();
    expect(proposePoints(PLANE, whole.slice(0, 32), 4, used)).toEqual(next);
  });

  test('proposes only admitted points, none twice, until the space is exhausted', () => {
    const small: SearchSpace = {
      parameters: [
        { name: 'a', min: 1, max: 6, step: 1 },
        { name: 'b', min: 1, max: 6, step: 1 },
      ],
      admits: ({ a, b }) => a < b,
    };
    const trials = search(small, ({ a, b }) => a - b, 100, 1);
    expect(trials.length).toBe(15);
    expect(new Set(trials.map(({ point }) => pointKey(small, point))).size).toBe(15);
    for (const { point } of trials) expect(point.a).toBeLessThan(point.b);
  });

  test('failed trials count as bad, not as errors', () => {
    const trials = search(PLANE, ({ x, y }) => (x < 0 ? Number.NaN : hill({ x, y })), 80, 2);
    const late = trials.slice(40).filter(({ value }) => Number.isNaN(value)).length;
    expect(late).toBeLessThan(20);
  });
});
