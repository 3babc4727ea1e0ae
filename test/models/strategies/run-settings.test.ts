import { expect, test } from 'vitest';
import { findStrategy, settingsOnTop, withVolatility } from '../../../models/strategies/index.js';

const monthly = { calendar: 'monthly', selection: { kind: 'rank', long: 5 } } as const;

test('another calendar does not forget what a strategy holds', () => {
  const own = { units: 'fractional', rebalance: monthly } as const;
  expect(settingsOnTop(own, { rebalance: { calendar: 'weekly' }, cash: 1 })).toEqual({
    units: 'fractional',
    cash: 1,
    rebalance: { ...monthly, calendar: 'weekly' },
  });
  expect(settingsOnTop(own, {})).toEqual(own);
});

test('a rebalance that does not say what to hold holds every symbol alike', () => {
  expect(settingsOnTop({}, { rebalance: { drift: 0.1 } }).rebalance).toEqual({
    drift: 0.1,
    selection: { kind: 'equal' },
  });
});

test('rules get the series that the settings of a run read, and only those', () => {
  const strategy = findStrategy('sma-cross');
  const rulesWith = (settings: Parameters<typeof withVolatility>[1]) => {
    const given = withVolatility(strategy, settings);
    return given.kind === 'rules' ? Object.keys(given.rules) : [];
  };
  const own = rulesWith({ stopLoss: { fraction: 0.05 } });
  expect(rulesWith({ stopLoss: { atr: 2 } })).toEqual([...own, 'atr']);
  expect(rulesWith({ slippage: { kind: 'square-root', coefficient: 0.5 } })).toEqual([...own, 'volatility']);
});
