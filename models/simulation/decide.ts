import { equityOf } from './account.js';
import { isMarket } from './bar-open.js';
import type { Book, WorkingOrder } from './book.js';
import { rejectOrder } from './book.js';
import { roundToLot } from './commission.js';
import type { AccountView, Decide, Decision, EntryOrder } from './signals.js';
import { wantedShares } from './size.js';

const NONE = Number.NaN;

type MutableView = { -readonly [K in keyof AccountView]: AccountView[K] };

/** The record in which a strategy is shown its account; filled anew at each close. */
export function accountView(): MutableView {
  return {
    position: 0,
    entryPrice: NONE,
    entryIndex: -1,
    stopLoss: NONE,
    target: NONE,
    cash: 0,
    equity: 0,
    workingOrders: 0,
    closedTrades: 0,
  };
}

/**
 * Asks a book's function, or reads its signals, at a close and places orders (step 9 of `barEvents`).
 * @param view record to show the account in.
 */
export function decideAtClose(book: Book, i: number, view: MutableView): void {
  if (book.decide === undefined) decideBySignals(book, i);
  else decideByStrategy(book, i, book.decide, view);
}

function decideBySignals(book: Book, i: number): void {
  const { signals, shares, account } = book;
  const { settings } = account;
  const long = isTrue(signals.entry, i);
  const short = isTrue(signals.short, i);
  if (shares === 0) {
    if (long && short) {
      rejectOrder(book, { direction: 1, signalIndex: i }, i, 'conflicting-signals');
      rejectOrder(book, { direction: -1, signalIndex: i }, i, 'conflicting-signals');
    } else if (long) placeSignal(book, i, 1);
    else if (short) placeSignal(book, i, -1);
    return;
  }
  const opposite = shares > 0 ? short : long;
  const leave = shares > 0 ? isTrue(signals.exit, i) : isTrue(signals.cover, i);
  if (opposite && settings.opposite === 'reverse') {
    const order = placeSignal(book, i, shares > 0 ? -1 : 1);
    // A market order reverses for certain; a limit or stop entry reverses only if it is reached.
    if (leave || (order !== undefined && isMarket(order))) schedule(book, i, 'signal');
  } else if (leave || (opposite && settings.opposite === 'close')) {
    schedule(book, i, 'signal');
  }
  checkTime(book, i);
}

function decideByStrategy(book: Book, i: number, decide: Decide, view: MutableView): void {
  view.position = book.shares;
  view.entryPrice = book.shares === 0 ? NONE : book.entryPrice;
  view.entryIndex = book.shares === 0 ? -1 : book.entryIndex;
  view.stopLoss = book.shares === 0 ? NONE : book.stop;
  view.target = book.shares === 0 ? NONE : book.target;
  view.cash = book.account.cash;
  view.equity = equityOf(book.account);
  view.workingOrders = book.orders.length;
  view.closedTrades = book.closedTrades;
  const decision = decide(i, view);
  if (decision !== undefined) carryOut(book, i, decision);
  if (book.shares !== 0) checkTime(book, i);
}

function carryOut(book: Book, i: number, decision: Decision): void {
  if (decision.cancel === true) {
    for (const order of book.orders) rejectOrder(book, order, i, 'replaced');
    book.orders = [];
  }
  if (book.shares !== 0) {
    if (decision.exit === true) schedule(book, i, 'signal');
    if (decision.stopLoss !== undefined) book.stop = decision.stopLoss;
    if (decision.target !== undefined) book.target = decision.target;
  }
  const { entries } = decision;
  if (entries === undefined || entries.length === 0) return;
  withdraw(book, i);
  for (const entry of entries) {
    const direction = entry.side === 'long' ? 1 : -1;
    if (book.shares * direction > 0) continue;
    const order = place(book, i, direction, entry);
    if (book.shares !== 0 && isMarket(order)) schedule(book, i, 'signal');
  }
}

function placeSignal(book: Book, i: number, direction: 1 | -1): WorkingOrder | undefined {
  const { signals } = book;
  const limits = direction === 1 ? signals.entryLimit : signals.shortLimit;
  const stops = direction === 1 ? signals.entryStop : signals.shortStop;
  withdraw(book, i);
  if ((limits !== undefined && !(limits[i] > 0)) || (stops !== undefined && !(stops[i] > 0))) {
    rejectOrder(book, { direction, signalIndex: i }, i, 'level-unknown');
    return undefined;
  }
  return place(book, i, direction, {
    side: direction === 1 ? 'long' : 'short',
    limit: limits?.[i],
    stop: stops?.[i],
    stopLoss: signals.stop?.[i],
    target: signals.target?.[i],
    rank: signals.rank?.[i],
  });
}

function place(book: Book, i: number, direction: 1 | -1, entry: EntryOrder): WorkingOrder {
  const { settings } = book.account;
  const limit = entry.limit ?? NONE;
  const stop = entry.stop ?? NONE;
  const market = Number.isNaN(limit) && Number.isNaN(stop);
  const order: WorkingOrder = {
    direction,
    limit,
    stop,
    signalIndex: i,
    rank: entry.rank ?? NONE,
    signalClose: book.lastClose,
    // A market order waits for the next bar that can fill it, which for `this-close` is this one.
    lastIndex: market ? i + 1 : i + (entry.validBars ?? settings.validBars),
    stopLoss: entry.stopLoss ?? NONE,
    target: entry.target ?? NONE,
    scale: entry.scale ?? 1,
    shares:
      settings.sizeAt === 'signal'
        ? sizedNow(book, market ? book.lastClose : Number.isNaN(limit) ? stop : limit)
        : NONE,
    triggered: false,
  };
  book.orders.push(order);
  return order;
}

/** Size fixed at the signal; all-in stays open, since only the fill knows what the account can pay. */
function sizedNow(book: Book, price: number): number {
  const wanted = wantedShares(book, price);
  return wanted === Number.POSITIVE_INFINITY ? NONE : roundToLot(wanted, book.account.settings.lot);
}

/** A new decision to enter replaces the orders still working. */
function withdraw(book: Book, i: number): void {
  if (book.orders.length === 0) return;
  for (const order of book.orders) rejectOrder(book, order, i, 'replaced');
  book.orders = [];
}

function schedule(book: Book, i: number, reason: 'signal' | 'time'): void {
  if (book.scheduledExit !== undefined) return;
  book.scheduledExit = reason;
  book.scheduledAt = i;
}

function checkTime(book: Book, i: number): void {
  const { maxBars, fillAt } = book.account.settings;
  if (maxBars === undefined) return;
  const fillIndex = fillAt === 'this-close' ? i : i + 1;
  if (fillIndex - book.entryIndex >= maxBars) schedule(book, i, 'time');
}

function isTrue(condition: Float64Array | undefined, i: number): boolean {
  return condition !== undefined && condition[i] === 1;
}
