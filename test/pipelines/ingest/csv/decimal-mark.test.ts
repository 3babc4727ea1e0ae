import { describe, expect, it } from 'vitest';
import { detectDecimalMark } from '../../../../pipelines/ingest/csv/decimal-mark.js';

const found = (prices: readonly string[], delimiter = ';') => detectDecimalMark(prices, 'x.csv', delimiter);

describe('the decimal mark is found by the evidence of prices', () => {
  it('12,5 and 1.234,50 and 0,123 speak for the comma', () => {
    for (const price of ['12,5', '12,50', '1.234,50', '0,123', '1234,567', '101,2500'])
      expect(found([price])).toBe('comma');
  });

  it('12.5 and 1,234.50 and 1,234,567 speak for the dot', () => {
    for (const price of ['12.5', '1,234.50', '.5', '1,234,567', '101.2500'])
      expect(found([price])).toBe('dot');
  });

  it('whole numbers, gaps and no prices at all leave it at the dot', () => {
    expect(found(['12', '', 'n/a'])).toBe('dot');
    expect(found([])).toBe('dot');
  });

  it('the more evidence wins over a stray value', () => {
    expect(found(['12,5', '12,7', '3.1'])).toBe('comma');
    expect(found(['12,5', '12.7', '3.1'])).toBe('dot');
  });

  it('101,250 alone is open, unless fields are parted by commas or another price settles it', () => {
    expect(() => found(['101,250'])).toThrow('can be read as 101.250 or 101250');
    expect(found(['101,250'], ',')).toBe('dot');
    expect(found(['101,250', '99,5'])).toBe('comma');
    expect(found(['101,250', '99.5'])).toBe('dot');
  });
});
