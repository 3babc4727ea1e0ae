import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binFeatures } from '../../../../models/learning/index.js';

describe('binFeatures', () => {
  it('cuts between every two values when there are few', () => {
    const bins = binFeatures([Float32Array.of(3, 1, 2, 1, Number.NaN)], 10);
    expect([...bins.edges[0]]).toEqual([1.5, 2.5]);
    expect([...bins.codes[0]]).toEqual([2, 0, 1, 0, bins.missingCode]);
  });

  it('gives a constant or empty column no edge', () => {
    const bins = binFeatures([Float32Array.of(5, 5), Float32Array.of(Number.NaN, Number.NaN)], 4);
    expect(bins.edges.map((edges) => edges.length)).toEqual([0, 0]);
  });

  it('says "code <= k" exactly when "value <= edges[k]", also one float32 step apart and at infinity', () => {
    const value = fc.oneof(
      fc.float({ noNaN: true }),
      fc.constantFrom(1, 1 + 2 ** -23, 1 - 2 ** -24, Infinity, -Infinity, 0, -0),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (values, max) => {
          const column = Float32Array.from(values);
          const { edges, codes } = binFeatures([column], max);
          expect(edges[0].length).toBeLessThan(max);
          for (let i = 0; i < column.length; i++) {
            for (let k = 0; k < edges[0].length; k++) expect(codes[0][i] <= k).toBe(column[i] <= edges[0][k]);
          }
        },
      ),
    );
  });

  it('refuses columns of different lengths and impossible bin counts', () => {
    expect(() => binFeatures([new Float32Array(2), new Float32Array(3)], 8)).toThrow('column 1 has 3 rows');
    expect(() => binFeatures([new Float32Array(2)], 255)).toThrow('between 2 and 254, was 255');
  });
});
