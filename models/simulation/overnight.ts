import type { Book } from './book.js';

/**
 * Books what happened to a held position between the previous bar and this one: the borrow fee of a
 * short, then splits and dividends with an ex-time in (previous bar, this bar].
 *
 * A dividend's amount per share is (1 - factor) x previous close. A split restates shares, entry price
 * and protective levels; fractions of a share stay.
 */
export function bookOvernight(book: Book, barIndex: number, days: number): void {
  const { account } = book;
  const { actions, financing } = account.settings;
  if (book.shares < 0 && financing.borrow > 0 && days > 0) {
    const fee = -book.shares * book.lastClose * financing.borrow * (days / 365);
    account.cash -= fee;
    account.totals.borrow += fee;
    book.carry -= fee;
  }
  const now = book.bars.time[barIndex];
  for (; book.nextAction < actions.length && actions[book.nextAction].exTime <= now; book.nextAction++) {
    const { kind, factor } = actions[book.nextAction];
    if (barIndex === 0) continue;
    if (kind === 'split') {
      splitBook(book, factor);
    } else if (book.shares !== 0) {
      const amount = book.shares * (1 - factor) * book.lastClose;
      account.cash += amount;
      account.totals.dividends += amount;
      book.carry += amount;
    }
  }
}

/** Restates everything that is in shares or in price of one share. */
function splitBook(book: Book, factor: number): void {
  book.lastClose *= factor;
  book.orders = book.orders.map((order) => ({
    ...order,
    signalClose: order.signalClose * factor,
    limit: order.limit * factor,
    stop: order.stop * factor,
    stopLoss: order.stopLoss * factor,
    target: order.target * factor,
    shares: order.shares / factor,
  }));
  if (book.shares === 0) return;
  book.shares /= factor;
  book.entryPrice *= factor;
  book.stop *= factor;
  book.target *= factor;
  book.trail *= factor;
  book.highest *= factor;
  book.lowest *= factor;
}
