import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createCrossfilter,
  type FilterColumn,
  type Range,
} from '../../../notebooks/components/scan-crossfilter.js';

const BINS = 5;
const ALL = Uint8Array.of(1, 1, 1, 1);
const a: FilterColumn = { values: Float64Array.of(0, 3, 7, Number.NaN), low: 0, high: 10 };
const b: FilterColumn = {
  values: Float64Array.of(-5, 1, 1, 9),
  low: 0,
  high: 10,
  standing: Uint8Array.of(1, 1, 0, 1),
};

test('a range on one column narrows the other and the rows, and leaves its own counts alone', () => {
  const filter = createCrossfilter([a, { ...b, standing: undefined }], ALL, BINS);
  filter.setRange(0, [2, 8]);
  expect([...filter.counts[0]]).toEqual([1, 1, 0, 1, 0]);
  expect([...filter.counts[1]]).toEqual([2, 0, 0, 0, 0]);
  expect([...filter.mask]).toEqual([0, 1, 1, 0]);
  expect(filter.passing()).toBe(2);
});

test('what stands holds until a range is set, and again once it is taken away', () => {
  const filter = createCrossfilter([a, b], ALL, BINS);
  expect([...filter.mask]).toEqual([1, 1, 0, 1]);
  filter.setRange(1, [0, 20]);
  expect([...filter.mask]).toEqual([0, 1, 1, 1]);
  filter.setRange(1, undefined);
  expect([...filter.mask]).toEqual([1, 1, 0, 1]);
});

test('an unknown value passes no range, not even one without ends, and is in no bin', () => {
  const filter = createCrossfilter([a], ALL, BINS);
  expect(filter.passing()).toBe(4);
  filter.setRange(0, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(filter.passing()).toBe(3);
  expect(filter.totals[0].reduce((sum, n) => sum + n, 0)).toBe(3);
});

const times = (n: number) => Array.from({ length: n }, () => a);

test('31 columns fit, and the last one filters too', () => {
  const filter = createCrossfilter(times(31), ALL, BINS);
  filter.setRange(30, [3, 3]);
  expect([...filter.mask]).toEqual([0, 1, 0, 0]);
  expect([...filter.counts[30]]).toEqual([1, 1, 0, 1, 0]);
  expect(() => createCrossfilter(times(32), ALL, BINS)).toThrow('at most 31 columns');
});

test('counts are those of filtering anew by hand, whatever is set in whatever order', () => {
  const value = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constant(Number.NaN));
  const range = fc.option(fc.tuple(fc.integer({ min: -2, max: 12 }), fc.integer({ min: -2, max: 12 })), {
    nil: undefined,
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, value, fc.integer({ min: 0, max: 1 })), { minLength: 1 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), range)),
      (rows, moves) => {
        const columns = [0, 1, 2].map((k) => ({
          values: Float64Array.from(rows, (row) => row[k]),
          low: 0,
          high: 10,
        }));
        const base = Uint8Array.from(rows, (row) => row[3]);
        const filter = createCrossfilter(columns, base, BINS);
        const ranges: (Range | undefined)[] = [undefined, undefined, undefined];
        for (const [column, set] of moves) {
          ranges[column] = set;
          filter.setRange(column, set);
        }
        const passes = (row: number, but = -1) =>
          base[row] === 1 &&
          ranges.every((set, k) => {
            const own = columns[k].values[row];
            return k === but || set === undefined || (own >= set[0] && own <= set[1]);
          });
        expect([...filter.mask]).toEqual(rows.map((_, row) => (passes(row) ? 1 : 0)));
        columns.forEach(({ values }, k) => {
          const known = rows.filter((_, row) => passes(row, k) && !Number.isNaN(values[row])).length;
          expect(filter.counts[k].reduce((sum, n) => sum + n, 0)).toBe(known);
        });
      },
    ),
  );
});
