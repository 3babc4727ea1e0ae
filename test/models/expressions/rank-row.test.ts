import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { areTied } from '../../../models/expressions/index.js';
import { createRanker } from '../../../models/expressions/rank-row.js';
import { createRandom } from '../../../models/random/index.js';

test('mean ranks by counting, for even, crowded, tied and huge values', () => {
  const value = fc.oneof(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(1e300, -1e308, 1e308, 5e-324, -0, 0),
  );
  const rank = createRanker(80);
  fc.assert(
    fc.property(fc.array(value, { maxLength: 80 }), (values) => {
      // ties of neighbours chain; values that chain are counted out here
      const inOrder = [...values].sort((a, b) => a - b);
      fc.pre(
        inOrder.every(
          (x, i) =>
            i < 2 ||
            !areTied(x, inOrder[i - 1]) ||
            areTied(x, inOrder[i - 2]) === areTied(inOrder[i - 1], inOrder[i - 2]),
        ),
      );
      const found = Float64Array.from({ length: 80 }, (_, k) => values[k] ?? 0);
      rank(found, values.length);
      values.forEach((x, k) => {
        const less = values.filter((y) => y < x && !areTied(x, y)).length;
        const tied = values.filter((y) => areTied(x, y)).length;
        expect(found[k]).toBe(values.length === 1 ? 0.5 : (2 * less + tied - 1) / 2 / (values.length - 1));
      });
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('mean ranks of long rows by counting, however unevenly the values lie', () => {
  const random = createRandom(9);
  const shapes: Record<string, () => number> = {
    even: () => random.uniform(),
    'dollar volumes': () => Math.exp(17 + 1.5 * random.normal()),
    'without a mean': () => random.normal() / random.normal(),
    'three values': () => Math.floor(3 * random.uniform()),
    'over many magnitudes': () => 10 ** (600 * random.uniform() - 300),
    'over the whole range': () => (random.uniform() < 0.5 ? -1e308 : 1e308 * random.uniform()),
  };
  const rank = createRanker(700);
  for (const [shape, draw] of Object.entries(shapes)) {
    for (const n of [31, 32, 33, 256, 700]) {
      const values = Float64Array.from({ length: n }, draw);
      const found = Float64Array.from(values);
      rank(found, n);
      const counted = values.map((x) => {
        const less = values.reduce((sum, y) => sum + Number(y < x), 0);
        const equal = values.reduce((sum, y) => sum + Number(y === x), 0);
        return (2 * less + equal - 1) / 2 / (n - 1);
      });
      expect([shape, n, found]).toEqual([shape, n, counted]);
    }
  }
});
