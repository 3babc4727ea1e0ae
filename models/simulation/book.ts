import type { Bars } from '../bars/index.js';
import type { Account } from './account.js';
import type { Decide, Signals } from './signals.js';
import type { ExitReason, RejectionReason } from './trade.js';

/** An entry order that waits for its fill. */
export interface WorkingOrder {
  readonly direction: 1 | -1;
  /** NaN: none. Neither: a market order. Both: a stop-limit. */
  readonly limit: number;
  readonly stop: number;
  readonly signalIndex: number;
  /** Portfolio: orders with a higher one are filled first; NaN comes last. */
  readonly rank: number;
  /** Close of the signal bar. */
  readonly signalClose: number;
  /** Last bar on which it works. */
  readonly lastIndex: number;
  /** Protective levels asked for with the order; NaN: as the settings say. */
  readonly stopLoss: number;
  readonly target: number;
  readonly scale: number;
  /** Shares fixed when it was placed; NaN: sized at the fill. */
  readonly shares: number;
  /** A stop-limit whose stop has been reached. */
  triggered: boolean;
}

/**
 * The position and the orders of one symbol in an account. Mutable: a simulation moves it from bar to
 * bar. Flat when `shares` is 0; the other position fields have no meaning then.
 */
export interface Book {
  readonly symbol?: string;
  /** Position of the symbol in its panel; 0 for a single symbol. */
  readonly symbolIndex: number;
  readonly bars: Bars;
  readonly signals: Signals;
  /** Asked at each close in place of the signals. */
  readonly decide: Decide | undefined;
  readonly account: Account;
  shares: number;
  entryPrice: number;
  entryIndex: number;
  entryFee: number;
  carry: number;
  /** How the position came about on its entry bar; decides what is tested there. */
  entryKind: 'open' | 'limit' | 'stop' | 'close';
  stop: number;
  target: number;
  trail: number;
  /** Extremes since the entry. */
  highest: number;
  lowest: number;
  /** An exit decided at an earlier close. */
  scheduledExit: ExitReason | undefined;
  scheduledAt: number;
  /** Bar of the last exit inside a bar: no entry fills there. */
  closedWithin: number;
  orders: WorkingOrder[];
  /** Latest close that was a number, and latest known volatility and ATR. */
  lastClose: number;
  volatility: number;
  atr: number;
  /** Last bar whose close is in the three above. */
  markedIndex: number;
  /** Signed value of the position at the latest mark, as counted in the account. */
  markedValue: number;
  closedTrades: number;
  wins: number;
  sumWins: number;
  sumLosses: number;
  /** Index of the next corporate action. */
  nextAction: number;
}

/** A flat book that trades by signals, or by a function that decides. */
export function openBook(
  account: Account,
  bars: Bars,
  source: Signals | Decide,
  symbol?: string,
  symbolIndex = 0,
): Book {
  return {
    symbol,
    symbolIndex,
    bars,
    signals: typeof source === 'function' ? {} : source,
    decide: typeof source === 'function' ? source : undefined,
    account,
    shares: 0,
    entryPrice: Number.NaN,
    entryIndex: -1,
    entryFee: 0,
    carry: 0,
    entryKind: 'open',
    stop: Number.NaN,
    target: Number.NaN,
    trail: Number.NaN,
    highest: Number.NaN,
    lowest: Number.NaN,
    scheduledExit: undefined,
    scheduledAt: -1,
    closedWithin: -1,
    orders: [],
    lastClose: Number.NaN,
    volatility: Number.NaN,
    atr: Number.NaN,
    markedIndex: -1,
    markedValue: 0,
    closedTrades: 0,
    wins: 0,
    sumWins: 0,
    sumLosses: 0,
    nextAction: 0,
  };
}

/** Values the position at a price and carries the difference into the account's sums. */
export function markBook(book: Book, price: number): void {
  const { account } = book;
  if (book.markedValue > 0) account.longValue -= book.markedValue;
  else account.shortValue += book.markedValue;
  book.markedValue = book.shares === 0 ? 0 : book.shares * price;
  if (book.markedValue > 0) account.longValue += book.markedValue;
  else account.shortValue -= book.markedValue;
}

/** Records an entry order, or part of it, that was not filled. */
export function rejectOrder(
  book: Book,
  order: Pick<WorkingOrder, 'direction' | 'signalIndex'>,
  barIndex: number,
  reason: RejectionReason,
  wanted = Number.NaN,
  filled = 0,
): void {
  book.account.rejections.push({
    symbol: book.symbol,
    signalIndex: order.signalIndex,
    barIndex,
    side: order.direction === 1 ? 'long' : 'short',
    action: 'enter',
    reason,
    wanted,
    filled,
  });
}
