import { expect, test } from 'vitest';
import { tradeDigest } from '../../../models/simulation/index.js';

const trade = { entryTime: 1, exitTime: 2, size: 100, entryPrice: 10, exitPrice: 11, pnl: 99.5 };
const other = { ...trade, entryTime: 3, exitTime: 9 };

test('the same trades in another order have the same digest, and the last bit of any field changes it', () => {
  const digest = tradeDigest([trade, other]);
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(tradeDigest([other, trade])).toBe(digest);
  for (const field of Object.keys(trade) as (keyof typeof trade)[]) {
    const changed = { ...trade, [field]: trade[field] * (1 + Number.EPSILON) };
    expect(tradeDigest([changed, other])).not.toBe(digest);
  }
  expect(tradeDigest([trade])).not.toBe(digest);
});
