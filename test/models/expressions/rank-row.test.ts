import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { areTied } from '../../../models/expressions/index.js';
import { createRanker } from '../../../models/expressions/rank-row.js';

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
