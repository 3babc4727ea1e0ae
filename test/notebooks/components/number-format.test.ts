import { expect, test } from 'vitest';
import {
  chance,
  compact,
  count,
  duration,
  fixed,
  percent,
  signed,
  signedPercent,
} from '../../../notebooks/components/number-format.js';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

test.each([
  [plain(signedPercent(0.0123)), '+1.2 %'],
  [plain(signedPercent(-0.0123)), '\u22121.2 %'],
  [plain(signedPercent(-0.0001)), '0.0 %'],
  [plain(percent(0.534, 0)), '53 %'],
  [plain(chance(0.534)), '53 %'],
  [plain(chance(1)), 'more than 99 %'],
  [plain(chance(0.004)), 'less than 1 %'],
  [chance(null), '\u2013'],
  [plain(percent(-0.101)), '\u221210.1 %'],
  [fixed(1234.5), '1,234.50'],
  [fixed(-1.005, 1), '\u22121.0'],
  [signed(0.04, 1), '0.0'],
  [signed(12.34), '+12.3'],
  [count(619_040), '619,040'],
  [plain(compact(12_345_678)), '12.3 m'],
  [compact(0.01234), '0.012'],
  [compact(0.0001234), '0.00012'],
  [plain(duration(0.34)), '340 ms'],
  [plain(duration(125)), '2 min 5 s'],
])('%s is written %s', (written, expected) => {
  expect(written).toBe(expected);
});

test('what is not known is a dash, never a zero', () => {
  for (const format of [signedPercent, percent, fixed, signed, count, compact, duration]) {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(format(value)).toBe('\u2013');
  }
});
