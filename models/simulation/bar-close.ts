import { equityOf } from './account.js';
import { enterMarket } from './bar-open.js';
import type { Book } from './book.js';
import { markBook } from './book.js';
import { exitPosition, trailingLevel } from './position.js';

/** Fills what waits for the close of this bar. */
export function fillAtClose(book: Book, barIndex: number): void {
  const close = book.bars.close[barIndex];
  if (book.shares !== 0 && book.scheduledExit !== undefined && close > 0) {
    exitPosition(book, barIndex, close, book.scheduledExit, true);
  }
  if (book.orders.length > 0) enterMarket(book, barIndex, close, 'close');
}

/**
 * Values the position at the close (the latest known one, if this bar has none) and moves the trailing stop.
 * Bars that were passed over because nothing could happen on them count as well.
 */
export function markAtClose(book: Book, barIndex: number): void {
  const { close } = book.bars;
  const { volatility, atr } = book.signals;
  const marked = book.markedIndex;
  book.markedIndex = barIndex;
  book.lastClose = latest(close, marked, barIndex, Number.MIN_VALUE, book.lastClose);
  if (volatility !== undefined) book.volatility = latest(volatility, marked, barIndex, 0, book.volatility);
  if (atr !== undefined) book.atr = latest(atr, marked, barIndex, 0, book.atr);
  markBook(book, book.lastClose);
  if (book.shares === 0 || book.account.settings.trailing === undefined) return;
  const level = trailingLevel(book, book.shares > 0 ? book.highest : book.lowest);
  if (!(book.shares > 0 ? level <= book.trail : level >= book.trail)) book.trail = level;
}

/** The last value in (after, to] that is at least `least`, or `otherwise`. */
function latest(values: Float64Array, after: number, to: number, least: number, otherwise: number): number {
  for (let i = to; i > after; i--) if (values[i] >= least) return values[i];
  return otherwise;
}

/**
 * Closes positions at the close when equity is gone or below the maintenance margin.
 * @param barIndexes by the symbols' place in the panel; -1 without a bar.
 */
export function liquidateIfRuined(books: readonly Book[], barIndexes: ArrayLike<number>): void {
  if (books.length === 0) return;
  const { account } = books[0];
  const exposure = account.longValue + account.shortValue;
  if (exposure === 0) return;
  const equity = equityOf(account);
  if (equity > 0 && equity >= account.settings.maintenance * exposure) return;
  for (const book of books) {
    const barIndex = barIndexes[book.symbolIndex];
    if (book.shares === 0 || barIndex < 0) continue;
    exitPosition(book, barIndex, book.lastClose, 'liquidation', true);
  }
  if (!(equityOf(account) > 0)) account.ruined = true;
}
