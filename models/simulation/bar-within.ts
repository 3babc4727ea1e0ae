import { isMarket } from './bar-open.js';
import type { Book, WorkingOrder } from './book.js';
import { rejectOrder } from './book.js';
import type { FillRules } from './fill-rules.js';
import { limitFill, stopFill } from './levels.js';
import { enterPosition, exitPosition } from './position.js';
import { enteredWithin, testProtection } from './protection.js';

/** What happens between open and close: protective levels, then limit and stop entries (steps 4 to 7). */
export function passWithin(book: Book, barIndex: number): void {
  if (book.shares !== 0) testProtection(book, barIndex);
  if (book.orders.length > 0 && book.closedWithin !== barIndex) enterWithin(book, barIndex);
  if (book.shares !== 0) extendExtremes(book, barIndex);
}

/** Gives up the orders whose last bar this was. */
export function expireOrders(book: Book, barIndex: number): void {
  const { orders } = book;
  for (let k = orders.length - 1; k >= 0; k--) {
    if (orders[k].lastIndex > barIndex) continue;
    rejectOrder(book, orders[k], barIndex, 'not-reached');
    orders.splice(k, 1);
  }
}

function enterWithin(book: Book, barIndex: number): void {
  const { rules } = book.account.settings;
  const open = book.bars.open[barIndex];
  let chosen: WorkingOrder | undefined;
  let chosenPrice = Number.NaN;
  for (const order of book.orders) {
    if (order.signalIndex >= barIndex || isMarket(order)) continue;
    if (book.shares * order.direction > 0) continue;
    const price = reachedPrice(book, order, barIndex, rules);
    if (Number.isNaN(price)) continue;
    if (chosen === undefined || Math.abs(price - open) < Math.abs(chosenPrice - open)) {
      chosen = order;
      chosenPrice = price;
    }
  }
  if (chosen === undefined) return;
  // A limit is a price the order gets; a bare stop becomes a market order and pays the spread.
  const kind = Number.isNaN(chosen.limit) ? 'stop' : 'limit';
  if (book.shares !== 0) exitPosition(book, barIndex, chosenPrice, 'signal', kind === 'stop');
  const others = book.orders.filter((order) => order !== chosen);
  const filled = enterPosition(book, chosen, barIndex, chosenPrice, kind);
  if (filled) for (const other of others) rejectOrder(book, other, barIndex, 'one-cancels-other');
  book.orders = filled ? [] : others;
  if (filled) testProtection(book, barIndex);
}

/** Price at which an entry order fills in this bar, or NaN. Remembers a stop-limit's trigger. */
function reachedPrice(book: Book, order: WorkingOrder, barIndex: number, rules: FillRules): number {
  const { bars } = book;
  const isBuy = order.direction === 1;
  const open = bars.open[barIndex];
  const high = bars.high[barIndex];
  const low = bars.low[barIndex];
  if (Number.isNaN(order.stop) || order.triggered)
    return limitFill(isBuy, order.limit, open, high, low, rules);
  const trigger = stopFill(isBuy, order.stop, open, high, low, rules);
  if (Number.isNaN(trigger) || Number.isNaN(order.limit)) return trigger;
  order.triggered = true;
  const atOpen = isBuy ? open >= order.stop : open <= order.stop;
  if (atOpen) return limitFill(isBuy, order.limit, open, high, low, rules);
  // Triggered inside the bar: what came after is unknown, so it fills only where the stop itself is allowed.
  return (isBuy ? order.stop <= order.limit : order.stop >= order.limit) ? order.stop : Number.NaN;
}

/** Widens the extremes since entry by this bar; by the adverse side and the close alone after an entry inside it. */
function extendExtremes(book: Book, barIndex: number): void {
  const { bars } = book;
  const within = enteredWithin(book, barIndex);
  const close = bars.close[barIndex];
  const high = within && book.shares > 0 ? close : bars.high[barIndex];
  const low = within && book.shares < 0 ? close : bars.low[barIndex];
  if (high > book.highest) book.highest = high;
  if (low < book.lowest) book.lowest = low;
}
