import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  passes,
  splitCriteria,
  splitOthers,
  withThreshold,
} from '../../../notebooks/components/rule-criteria.js';
import { domainOf, niceStep, spread } from '../../../notebooks/components/scan-domain.js';

const RULE = 'rsi(2) < 10 and close > sma(close, 200)';

describe('the criteria of a rule', () => {
  test('each comparison joined by and is one, with its number where it has one', () => {
    expect(splitCriteria(RULE)).toEqual([
      {
        text: 'rsi(2) < 10',
        left: 'rsi(2)',
        operator: '<',
        right: '10',
        threshold: { value: 10, start: 9, end: 11 },
      },
      {
        text: 'close > sma(close, 200)',
        left: 'close',
        operator: '>',
        right: 'sma(close, 200)',
        threshold: undefined,
      },
    ]);
  });

  test('an or outside parentheses leaves no clause that decides', () => {
    expect(splitCriteria('rsi(2) < 10 or close > 5')).toEqual([]);
    expect(splitCriteria('not (close > 5)')).toEqual([]);
  });

  test('what is no comparison is a clause of its own, and a rule that no clause decides is one whole', () => {
    expect(splitOthers('crossover(close, open) and close > 5')).toEqual(['crossover(close, open)']);
    expect(splitOthers(RULE)).toEqual([]);
    expect(splitOthers('rsi(2) < 10 or close > 5')).toEqual(['rsi(2) < 10 or close > 5']);
  });

  test('words inside names and texts are not operators', () => {
    expect(splitCriteria('sector == "and or" and standard > 3').map(({ left }) => left)).toEqual([
      'standard',
    ]);
    expect(splitCriteria('band > 3 and (a > 1 or b > 2) and c >= -1.5').map(({ text }) => text)).toEqual([
      'band > 3',
      'c >= -1.5',
    ]);
  });

  test('a slider changes its own number and nothing else', () => {
    const [criterion] = splitCriteria(RULE);
    expect(withThreshold(RULE, criterion, 5.5)).toBe('rsi(2) < 5.5 and close > sma(close, 200)');
  });

  test('no text makes it fail, and every number lies where it says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { threshold } of splitCriteria(text)) {
          if (threshold) expect(Number(text.slice(threshold.start, threshold.end))).toBe(threshold.value);
        }
      }),
    );
  });

  test('ties are as in the language: equal within 1e-12 passes only an "or equal"', () => {
    expect(passes(1, '<', 1 + 1e-14)).toBe(false);
    expect(passes(1 + 1e-14, '<=', 1)).toBe(true);
    expect(passes(Number.NaN, '<', 1)).toBeUndefined();
  });
});

test('a slider spans the middle of the values and always holds its number', () => {
  const values = Float64Array.from({ length: 1001 }, (_, i) => i);
  values[1000] = 1e9;
  expect(spread(values, 500)).toEqual([10, 990]);
  expect(spread(values, -5)).toEqual([-5, 990]);
  expect(spread(new Float64Array(0), 3)).toEqual([2, 4]);
});

test.each([
  [200, 1],
  [100, 0.5],
  [1, 0.005],
  [0.3, 0.002],
  [30_000, 200],
])('a range of %s has steps of %s', (range, step) => {
  expect(niceStep(range)).toBe(step);
});

test('a domain has ends in whole steps and holds its number, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6 })),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      (values, threshold) => {
        const { low, high, step } = domainOf(Float64Array.from(values), threshold);
        expect(low).toBeLessThanOrEqual(threshold + step);
        expect(high).toBeGreaterThanOrEqual(threshold - step);
        expect(high).toBeGreaterThan(low);
        expect(step).toBeGreaterThan(0);
      },
    ),
  );
});
