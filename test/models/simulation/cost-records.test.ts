import { describe, expect, test } from 'vitest';
import {
  type CostKind,
  costRecords,
  defaultOfSetting,
  exampleCost,
  exampleSizes,
  settingRecords,
  sizeRecords,
  type SizeRule,
} from '../../../models/simulation/index.js';

describe('examples of costs and sizes', () => {
  test('each cost takes what its formula says: 100 shares in at 50 and out at 52, eight nights later', () => {
    const expected: Readonly<Record<CostKind, number>> = {
      'commission.bps': 0.001 * (5000 + 5200),
      'commission.perShare': 0.005 * 200,
      'commission.perTrade': 2 * 2,
      'commission.minimum': 1 * 2,
      spreadBps: 0.0002 * (5000 + 5200),
      'slippage.bps': 0.0005 * (5000 + 5200),
      'slippage.per-share': 0.01 * 200,
      'slippage.volatility': 0.05 * 0.02 * (5000 + 5200),
      'slippage.square-root': 0.02 * Math.sqrt(100 / 10_000) * (5000 + 5200),
      'financing.borrow': 0.03 * 5000 * (8 / 365),
      // Interest bears interest: one night of 10,000, then eight of what is left after the purchase.
      'financing.cash': -(10_000 * (1 + 0.02 / 365) - 5000) * (1 + 0.02 / 365) ** 8 + 5000,
      'financing.margin': 2000 * ((1 + 0.08 / 365) ** 8 - 1),
      'delisting.haircut': 0.3 * 5200,
    };
    for (const [kind, cost] of Object.entries(expected)) {
      expect(exampleCost(costRecords[kind as CostKind]), kind).toBeCloseTo(cost, 8);
    }
    expect(Object.keys(costRecords)).toEqual(Object.keys(expected));
  });

  test('each size is what its formula says, with equity 100,000, then 106,000 or its like', () => {
    for (const [kind, { example }] of Object.entries(sizeRecords)) expect(example.kind).toBe(kind);
    const first = (kind: SizeRule['kind']) => exampleSizes(sizeRecords[kind])[0];
    // A budget stays one part in a billion short, so that what divides evenly loses a share.
    expect(first('all-in')).toBe(1999);
    expect(first('cash')).toBe(399);
    expect(first('shares')).toBe(250);
    expect(first('equity')).toBe(499);
    expect(first('volatility-target')).toBe(Math.floor((100_000 * 0.1) / (0.02 * Math.sqrt(252)) / 50));
    expect(first('atr-risk')).toBe(Math.floor((100_000 * 0.01) / (2 * 1.5)));
    // Two wins of 6 % and a loss of 3 %: p = 2/3, b = 2, half of 0.5 of 100,000 + 199 * 3 - 201 * 1.5 + 250 * 3.
    const equity = 100_000 + 199 * 3 - 201 * 1.5 + 250 * 3;
    expect(exampleSizes(sizeRecords.kelly)).toEqual([199, 201, 250, Math.floor((0.25 * equity) / 50)]);
  });

  test('every setting is described, and its default is the engine\u2019s', () => {
    for (const [key, text] of Object.entries(settingRecords)) expect(text, key).toMatch(/\.$/);
    expect(defaultOfSetting('cash')).toBe('100000');
    expect(defaultOfSetting('fillAt')).toBe('next-open');
    expect(defaultOfSetting('participation')).toBe('none');
    expect(defaultOfSetting('size')).toBe('all-in');
  });
});
