import type { Book } from './book.js';
import { rejectOrder } from './book.js';
import { exitPosition, tradeOf } from './position.js';
import type { ResolvedSettings } from './settings.js';
import type { Signals } from './signals.js';
import { needsVolatility } from './slippage.js';

/** @throws Error when a setting needs a series that the signals lack. */
export function checkSeries(signals: Signals, settings: ResolvedSettings): void {
  const { size, stopLoss, target, trailing } = settings;
  if (signals.volatility === undefined && (needsVolatility(settings) || size.kind === 'volatility-target')) {
    const asker = size.kind === 'volatility-target' ? 'size "volatility-target"' : 'slippage';
    throw new Error(`simulate: ${asker} needs the series "volatility" among the signals`);
  }
  const readsAtr =
    size.kind === 'atr-risk' || [stopLoss, target, trailing].some((distance) => distance?.atr !== undefined);
  if (signals.atr === undefined && readsAtr) {
    throw new Error('simulate: a size or distance in ATR needs the series "atr" among the signals');
  }
}

/** Closes the position of a symbol that leaves the market, at the last close less a haircut, and its orders. */
export function delist(book: Book, barIndex: number, haircut: number): void {
  if (book.shares !== 0) exitPosition(book, barIndex, book.lastClose * (1 - haircut), 'delisted', false);
  refuseOrders(book, barIndex);
}

/** Records what is still open after the last bar: the position as an open trade, the orders as unfilled. */
export function finishBook(book: Book, barIndex: number): void {
  refuseOrders(book, barIndex);
  if (book.shares === 0) return;
  if (book.scheduledExit !== undefined) {
    book.account.rejections.push({
      symbol: book.symbol,
      signalIndex: book.scheduledAt,
      barIndex,
      side: book.shares > 0 ? 'long' : 'short',
      action: 'exit',
      reason: 'end-of-data',
      wanted: Math.abs(book.shares),
      filled: 0,
    });
  }
  book.account.trades.push(tradeOf(book, barIndex, book.lastClose, 0, 'open'));
}

function refuseOrders(book: Book, barIndex: number): void {
  for (const order of book.orders) rejectOrder(book, order, barIndex, 'end-of-data');
  book.orders = [];
}
