import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { niceStep, spread, whyNotText } from '../../../notebooks/components/criteria-report.js';
import type { RuleAnswer } from '../../../notebooks/components/rule-answer.js';
import { passes, splitCriteria, withThreshold } from '../../../notebooks/components/rule-criteria.js';

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

describe('why not', () => {
  const [first, second] = splitCriteria(RULE);
  const answer = {
    tonight: ['AAA'],
    names: ['AAA', 'NVDA', 'NEW'],
    criteria: [
      { ...first, leftValues: Float64Array.of(5, 34.1, 3), rightValues: Float64Array.of(10, 10, 10) },
      { ...second, leftValues: Float64Array.of(2, 3, 3), rightValues: Float64Array.of(1, 1, Number.NaN) },
    ],
  } as unknown as RuleAnswer;

  test('the failing clause is named with its distance from passing', () => {
    expect(whyNotText(answer, 'NVDA')).toBe('rsi(2) is 34.1, needs < 10.0: 24.1 away.');
  });

  test('a match, an unknown value and an unknown symbol are said to be so', () => {
    expect(whyNotText(answer, 'AAA')).toBe('AAA matches tonight.');
    expect(whyNotText(answer, 'NEW')).toBe('close > sma(close, 200): not known for NEW tonight.');
    expect(whyNotText(answer, 'ZZZ')).toBe('there is no ZZZ among the bars.');
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
