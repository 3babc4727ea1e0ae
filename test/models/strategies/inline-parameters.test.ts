import { expect, test } from 'vitest';
import { inlineParameters } from '../../../models/strategies/inline-parameters.js';

test('parameters become numbers, whatever their case', () => {
  expect(inlineParameters('sma(close, fast) > Slow', { fast: 5, slow: -0.5 })).toBe(
    'sma(close, (5)) > (-0.5)',
  );
});

test('outputs, named arguments, functions, longer names and quoted text stay as they are', () => {
  const parameters = { signal: 9, period: 20, sma: 3, fast: 4 };
  for (const text of [
    'macd(12, 26).signal',
    'rsi(close, period: 14)',
    'sma(close, 2)',
    'breakfast',
    'fast_2',
    'sector == "fast"',
  ]) {
    expect(inlineParameters(text, parameters)).toBe(text);
  }
  expect(inlineParameters('rsi(close, period: period)', parameters)).toBe('rsi(close, period: (20))');
});
