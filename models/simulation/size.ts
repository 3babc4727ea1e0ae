import { equityOf } from './account.js';
import type { Book } from './book.js';
import { affordableShares } from './commission.js';

/**
 * Shares an entry asks for at a price, before rounding and before the account's means are considered.
 *
 * @returns NaN when a figure that the rule needs is unknown; 0 when the rule says to stay out (Kelly
 * without an edge); Infinity for all-in, which the account's means then cut.
 */
export function wantedShares(book: Book, price: number): number {
  const { settings } = book.account;
  const { size } = settings;
  switch (size.kind) {
    case 'all-in':
      return Number.POSITIVE_INFINITY;
    case 'shares':
      return size.shares;
    case 'cash':
      return affordableShares(settings.commission, size.amount, price);
    case 'equity':
      return affordableShares(settings.commission, size.fraction * equityOf(book.account), price);
    case 'volatility-target': {
      const annual = book.volatility * Math.sqrt(size.barsPerYear ?? 252);
      return (equityOf(book.account) * size.annual) / annual / price;
    }
    case 'atr-risk':
      return (equityOf(book.account) * size.risk) / (size.multiple * book.atr);
    case 'kelly': {
      const fraction = kellyFraction(book, size.fraction, size.initial, size.minimumTrades ?? 20);
      return affordableShares(settings.commission, fraction * equityOf(book.account), price);
    }
  }
}

/** fraction x (p - (1 - p) / b), at least 0, from the closed trades of this symbol so far. */
function kellyFraction(book: Book, fraction: number, initial: number, minimumTrades: number): number {
  const losses = book.closedTrades - book.wins;
  if (book.closedTrades < minimumTrades || book.wins === 0 || losses === 0) return initial;
  const p = book.wins / book.closedTrades;
  const payoff = book.sumWins / book.wins / (book.sumLosses / losses);
  const kelly = payoff > 0 ? p - (1 - p) / payoff : 0;
  return kelly > 0 ? fraction * kelly : 0;
}
