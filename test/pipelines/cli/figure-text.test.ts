import { expect, test } from 'vitest';
import { figureText } from '../../../pipelines/cli/figure-text.js';

test.each([
  ['fraction', 0.0345, '3.45 %'],
  ['date', Date.UTC(2018, 1, 7), '2018-02-07'],
  ['cash', -53053.7, '-53,053.70'],
  ['cash', 100_000, '100,000'],
  ['count', 1259, '1,259'],
  ['bars', 30.19, '30.2 bars'],
  ['days', 764, '764 days'],
  ['years', 4.9966, '4.997'],
  ['ratio', Number.POSITIVE_INFINITY, '∞'],
  ['count', Number.NaN, '-'],
  ['date', undefined, '-'],
] as const)('%s %d is %s', (unit, value, text) => {
  expect(figureText(unit, value)).toBe(text);
});
