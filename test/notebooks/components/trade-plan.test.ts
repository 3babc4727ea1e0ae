import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAN_RULES, tradePlan } from '../../../notebooks/components/trade-plan.js';

test('a stop at its price loses the stated share of the account', () => {
  // 100 $ with a range of 2 %: stop 4 $ below, target 6 $ above; 500 $ at risk buy 125 shares.
  expect(tradePlan(100, 0.02, 'long')).toEqual({
    entry: 100,
    stop: 96,
    target: 106,
    shares: 125,
    weight: 0.125,
  });
  expect(tradePlan(100, 0.02, 'short')).toEqual({
    entry: 100,
    stop: 104,
    target: 94,
    shares: 125,
    weight: 0.125,
  });
});

test('a calm share is not bought beyond the account', () => {
  expect(tradePlan(100, 0.0001, 'long')?.weight).toBe(1);
});

test('no plan without a price or a range', () => {
  for (const [close, range] of [
    [null, 0.02],
    [100, null],
    [0, 0.02],
    [100, 0],
  ] as const) {
    expect(tradePlan(close, range, 'long')).toBeUndefined();
  }
});

test('whatever the price, the loss at the stop is at most the stated one', () => {
  const positive = fc.double({ min: 0.01, max: 5000, noNaN: true });
  fc.assert(
    fc.property(positive, fc.double({ min: 0.0005, max: 0.3, noNaN: true }), (close, range) => {
      const plan = tradePlan(close, range, 'long');
      const loss = plan ? plan.shares * (plan.entry - plan.stop) : 0;
      expect(loss).toBeLessThanOrEqual(PLAN_RULES.account * PLAN_RULES.riskFraction * (1 + 1e-9));
    }),
  );
});
