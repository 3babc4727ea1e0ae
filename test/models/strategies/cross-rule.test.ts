import { expect, test } from 'vitest';
import { maybeCrossRule } from '../../../models/strategies/cross-rule.js';

test('a crossover and a crossunder of the same two series are a cross', () => {
  const rules = {
    entry: 'crossover(sma(close, 5), ema(close[1], 9))',
    exit: 'crossunder(sma(close, 5), ema(close[1], 9))',
  };
  expect(maybeCrossRule(rules)).toEqual({ fast: 'sma(close, 5)', slow: 'ema(close[1], 9)' });
});

test('anything else is not', () => {
  const entry = 'crossover(close, open)';
  const exit = 'crossunder(close, open)';
  expect(maybeCrossRule({ entry, exit })).toBeDefined();
  expect(maybeCrossRule({ entry, exit, atr: 'atr(14)' })).toBeUndefined();
  expect(maybeCrossRule({ entry, exit: 'crossunder(open, close)' })).toBeUndefined();
  expect(maybeCrossRule({ entry: `${entry} and (close > open)`, exit })).toBeUndefined();
  expect(maybeCrossRule({ entry: `not ${entry}`, exit })).toBeUndefined();
  expect(maybeCrossRule({ entry })).toBeUndefined();
});
