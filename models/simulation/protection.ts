import type { Book } from './book.js';
import { limitFill, stopFill } from './levels.js';
import { exitPosition } from './position.js';

/**
 * Tests stop, trailing stop and target of the position within a bar and closes it at the one that is
 * reached (steps 4 to 6 of `barEvents`).
 *
 * @returns whether the position was closed.
 */
export function testProtection(book: Book, barIndex: number): boolean {
  const { bars } = book;
  const { rules } = book.account.settings;
  const isEntryBar = book.entryIndex === barIndex;
  if (isEntryBar) {
    if (rules.entryBar === 'never') return false;
    if (rules.entryBar === 'open-entries' && book.entryKind !== 'open') return false;
  }
  const long = book.shares > 0;
  const high = bars.high[barIndex];
  const low = bars.low[barIndex];
  const open = bars.open[barIndex];
  const within = enteredWithin(book, barIndex);
  const start = within ? book.entryPrice : open > 0 ? open : bars.close[barIndex];

  const trailing = isTighter(book.trail, book.stop, long);
  const stop = trailing ? book.trail : book.stop;
  const stopped = stopFill(!long, stop, start, high, low, rules);
  let reached = limitFill(!long, book.target, start, high, low, rules);
  if (within && book.entryKind === 'limit') {
    // The favourable extreme may lie before the entry: only the close proves that it came after.
    const close = bars.close[barIndex];
    if (!(long ? close >= book.target : close <= book.target)) reached = Number.NaN;
  }
  const isStop = !Number.isNaN(stopped);
  const isTarget = !Number.isNaN(reached);
  if (!isStop && !isTarget) return false;
  const targetFirst =
    isTarget &&
    (!isStop ||
      rules.bothInBar === 'target' ||
      (rules.bothInBar === 'nearest-to-open' && Math.abs(reached - start) < Math.abs(stopped - start)));
  book.closedWithin = barIndex;
  if (targetFirst) exitPosition(book, barIndex, reached, 'target', false);
  else exitPosition(book, barIndex, stopped, trailing ? 'trailing' : 'stop', true);
  return true;
}

/** Did the position begin inside this bar, so that part of the bar lies before it? A fill at the open did not. */
export function enteredWithin(book: Book, barIndex: number): boolean {
  if (book.entryIndex !== barIndex || book.entryKind === 'open') return false;
  return book.entryPrice !== book.bars.open[barIndex];
}

/** Is the trailing level the one that protects: the nearer to the price, or the only one? */
function isTighter(trail: number, stop: number, long: boolean): boolean {
  if (Number.isNaN(trail)) return false;
  if (Number.isNaN(stop)) return true;
  return long ? trail > stop : trail < stop;
}
