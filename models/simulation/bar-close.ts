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

/** Values the position at the close (the latest known one, if this bar has none) and moves the trailing stop. */
export function markAtClose(book: Book, barIndex: number): void {
  const close = book.bars.close[barIndex];
  if (close > 0) book.lastClose = close;
  const { volatility, atr } = book.signals;
  if (volatility !== undefined && volatility[barIndex] >= 0) book.volatility = volatility[barIndex];
  if (atr !== undefined && atr[barIndex] >= 0) book.atr = atr[barIndex];
  markBook(book, book.lastClose);
  if (book.shares === 0 || book.account.settings.trailing === undefined) return;
  const level = trailingLevel(book, book.shares > 0 ? book.highest : book.lowest);
  if (!(book.shares > 0 ? level <= book.trail : level >= book.trail)) book.trail = level;
}

/** Closes positions at the close when equity is gone or below the maintenance margin. */
export function liquidateIfRuined(books: readonly Book[], barIndexes: ArrayLike<number>): void {
  const { account } = books[0];
  const exposure = account.longValue + account.shortValue;
  if (exposure === 0) return;
  const equity = equityOf(account);
  if (equity > 0 && equity >= account.settings.maintenance * exposure) return;
  for (let k = 0; k < books.length; k++) {
    const book = books[k];
    const barIndex = barIndexes[k];
    if (book.shares === 0 || barIndex < 0) continue;
    exitPosition(book, barIndex, book.lastClose, 'liquidation', true);
  }
  if (!(equityOf(account) > 0)) account.ruined = true;
}
