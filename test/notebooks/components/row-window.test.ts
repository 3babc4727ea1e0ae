import { expect, test } from 'vitest';
import { rowsInView, rowTop, scrolledToRow } from '../../../notebooks/components/row-window.js';

const CLOSED = { index: Number.POSITIVE_INFINITY, height: 0 };
const OPEN = { index: 100, height: 420 };
const HEIGHT = 28;

test('rows lie one below the other; what an open row shows lies between it and the next', () => {
  expect([0, 1, 100, 101].map((index) => rowTop(index, CLOSED))).toEqual([0, 28, 2800, 2828]);
  expect([0, 100, 101].map((index) => rowTop(index, OPEN))).toEqual([0, 2800, 2828 + 420]);
});

test.each([
  ['closed', CLOSED],
  ['open', OPEN],
])('wherever one scrolls, the rows in view cover it and are few: %s', (_, open) => {
  const height = 600;
  for (let top = 0; top <= rowTop(5000, open) - height; top += 97) {
    const [first, last] = rowsInView(5000, { top, height }, open);
    expect(rowTop(first, open)).toBeLessThanOrEqual(top);
    expect(rowTop(last, open)).toBeGreaterThanOrEqual(top + height);
    expect(last - first).toBeLessThanOrEqual(Math.ceil(height / HEIGHT) + 12);
  }
});

test('before the area is laid out a screenful is in view', () => {
  expect(rowsInView(5000, { top: 0, height: 0 }, CLOSED)).toEqual([0, 34]);
  expect(rowsInView(10, { top: 0, height: 0 }, CLOSED)).toEqual([0, 10]);
});

test('the cursor moves the area only as far as it has to', () => {
  const view = { top: 1000, height: 600 };
  expect(scrolledToRow(40, view, CLOSED)).toBe(1000);
  expect(scrolledToRow(10, view, CLOSED)).toBe(280);
  // Row 60 ends at 61 × 28; the header covers two rows more.
  expect(scrolledToRow(60, view, CLOSED)).toBe(61 * 28 + 56 - 600);
});
