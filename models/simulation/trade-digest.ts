import { digestDoubles } from '../codec/index.js';
import type { Trade } from './trade.js';

/** What a trade is known by. */
export type TradeRecord = Pick<Trade, 'entryTime' | 'exitTime' | 'size' | 'entryPrice' | 'exitPrice' | 'pnl'>;

const FIELDS = ['entryTime', 'exitTime', 'size', 'entryPrice', 'exitPrice', 'pnl'] as const;

/** A digest of trades that two runs share when they made the same ones, to the last bit, in any order. */
export function tradeDigest(trades: readonly TradeRecord[]): string {
  const ordered = [...trades].sort((a, b) => {
    for (const field of FIELDS) if (a[field] !== b[field]) return a[field] - b[field];
    return 0;
  });
  return digestDoubles(FIELDS.map((field) => Float64Array.from(ordered, (trade) => trade[field])));
}
