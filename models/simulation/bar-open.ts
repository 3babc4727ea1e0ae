import type { Book } from './book.js';
import { rejectOrder } from './book.js';
import { enterPosition, exitPosition } from './position.js';
import { testProtection } from './protection.js';

/** Fills an exit scheduled at an earlier close at the open of this bar (step 2 of `barEvents`), if orders fill there. */
export function exitAtOpen(book: Book, barIndex: number): void {
  const { scheduledExit } = book;
  const { settings } = book.account;
  if (book.shares === 0 || scheduledExit === undefined || settings.fillAt !== 'next-open') return;
  if (settings.rules.scheduledExit === 'after-stops' && testProtection(book, barIndex)) return;
  const open = book.bars.open[barIndex];
  // Without a price the exit stays scheduled for the next bar that has one.
  if (open > 0) exitPosition(book, barIndex, open, scheduledExit, true);
}

/** Fills the market entry that waits for this open (step 3); the orders placed with it are cancelled. */
export function enterAtOpen(book: Book, barIndex: number): void {
  if (book.orders.length === 0 || book.account.settings.fillAt !== 'next-open') return;
  enterMarket(book, barIndex, book.bars.open[barIndex], 'open');
}

/** Fills the waiting market entry at a price. A position that an exit could not close keeps it from filling. */
export function enterMarket(book: Book, barIndex: number, price: number, kind: 'open' | 'close'): void {
  const { orders } = book;
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k];
    if (!isMarket(order)) continue;
    orders.splice(k, 1);
    if (book.shares !== 0) {
      rejectOrder(book, order, barIndex, 'no-price');
      return;
    }
    if (enterPosition(book, order, barIndex, price, kind)) {
      for (const other of orders) rejectOrder(book, other, barIndex, 'one-cancels-other');
      book.orders = [];
    }
    return;
  }
}

/** An order with neither limit nor stop. */
export function isMarket(order: { readonly limit: number; readonly stop: number }): boolean {
  return Number.isNaN(order.limit) && Number.isNaN(order.stop);
}
