import { expect, test } from 'vitest';
import { intervalLimit } from '../../../notebooks/components/interval-bar.js';

test('an axis shows the farthest interval, so long as the others can be read beside it', () => {
  expect(intervalLimit([1, 2, 3, 4, 5])).toBe(5);
  expect(intervalLimit([3])).toBe(3);
  expect(intervalLimit([1, 2])).toBe(2);
});

test('one that is far out leaves the axis to four fifths of them', () => {
  expect(intervalLimit([1, 2, 3, 4, 220])).toBe(4);
  expect(intervalLimit([1, Number.NaN, 2, 3, 4, 220])).toBe(4);
});

test('without an interval the axis still has a length', () => {
  expect(intervalLimit([])).toBeGreaterThan(0);
  expect(intervalLimit([0, Number.NaN])).toBeGreaterThan(0);
});
