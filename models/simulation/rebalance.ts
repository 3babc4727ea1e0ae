import type { Account } from './account.js';
import { equityOf } from './account.js';
import type { Book } from './book.js';
import { markBook, rejectOrder } from './book.js';
import { affordableShares, commissionOf, roundToLot } from './commission.js';
import { tradeOf } from './position.js';
import { needsVolatility, slippagePerShare } from './slippage.js';

const MAX_ITERATIONS = 60;
const PRECISION = 1e-14;

/**
 * Sets positions to target weights at the opens of a session.
 *
 * The fees are part of the plan: with V the equity at the opens before trading, positions are set to
 * weight x v where v + costs(v) = V, solved by iteration. With weights that sum to one and fractional
 * shares, cash ends at zero. Sales come first; what then cannot be paid is cut and reported.
 *
 * @param weights fraction of equity per book; NaN: cannot be traded, keeps its position. So does a book whose
 * slippage is in volatilities while its volatility is not known yet.
 */
export function rebalanceBooks(
  account: Account,
  books: readonly Book[],
  barIndexes: Int32Array,
  weights: Float64Array,
): void {
  const value = equityOf(account);
  if (!(value > 0)) {
    account.ruined = true;
    return;
  }
  const targets = new Float64Array(books.length);
  let investable = value;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const next = value - planCosts(books, barIndexes, weights, investable, targets);
    const done = Math.abs(next - investable) <= PRECISION * value;
    investable = next;
    if (done) break;
  }
  planCosts(books, barIndexes, weights, investable, targets);
  for (const sells of [true, false]) {
    for (let k = 0; k < books.length; k++) {
      const change = targets[k] - books[k].shares;
      if (change === 0 || change < 0 !== sells) continue;
      adjustPosition(books[k], barIndexes[k], change);
    }
  }
}

/** Fills `targets` with the shares for an investable amount and returns what getting there costs. */
function planCosts(
  books: readonly Book[],
  barIndexes: Int32Array,
  weights: Float64Array,
  investable: number,
  targets: Float64Array,
): number {
  let costs = 0;
  for (let k = 0; k < books.length; k++) {
    const book = books[k];
    targets[k] = book.shares;
    const { settings } = book.account;
    if (Number.isNaN(weights[k]) || (needsVolatility(settings) && !(book.volatility >= 0))) continue;
    const open = book.bars.open[barIndexes[k]];
    const shares = roundToLot(Math.abs((weights[k] * investable) / open), settings.lot);
    targets[k] = weights[k] < 0 ? -shares : shares;
    const change = targets[k] - book.shares;
    if (change === 0) continue;
    const quantity = Math.abs(change);
    const slip = slippagePerShare(settings, open, quantity, book.bars.volume[barIndexes[k]], book.volatility);
    const price = open + Math.sign(change) * slip;
    costs += slip * quantity + commissionOf(settings.commission, quantity, price);
  }
  return costs;
}

/** Buys (change > 0) or sells shares at the open. Entry prices are averages; reductions realise a trade. */
function adjustPosition(book: Book, barIndex: number, change: number): void {
  const { account, bars } = book;
  const { settings } = account;
  const open = bars.open[barIndex];
  const direction = change > 0 ? 1 : -1;
  const wanted = Math.abs(change);
  const slip = slippagePerShare(settings, open, wanted, bars.volume[barIndex], book.volatility);
  const price = open + direction * slip;
  const quantity = withinMeans(book, barIndex, wanted, price, direction);
  if (quantity === 0) return;
  const fee = commissionOf(settings.commission, quantity, price);
  account.cash -= direction * quantity * price + fee;
  account.totals.commission += fee;
  account.totals.slippage += slip * quantity;
  account.totals.turnover += quantity * price;
  account.totals.fills++;

  const closing = book.shares * direction < 0 ? Math.min(quantity, Math.abs(book.shares)) : 0;
  if (closing > 0) realise(book, barIndex, closing, price, fee * (closing / quantity));
  const opening = quantity - closing;
  if (opening > 0) enlarge(book, barIndex, direction * opening, price, fee * (opening / quantity));
  markBook(book, open);
}

/** Cuts a purchase to the participation cap and, without leverage, to the cash at hand; reports the rest. */
function withinMeans(book: Book, barIndex: number, wanted: number, price: number, direction: 1 | -1): number {
  const { account } = book;
  const { settings } = account;
  const reduces = book.shares * direction < 0;
  const cap = reduces ? Number.POSITIVE_INFINITY : settings.participation * book.bars.volume[barIndex];
  let quantity = cap < wanted ? roundToLot(cap, settings.lot) : wanted;
  if (cap < wanted) {
    rejectOrder(
      book,
      { direction, signalIndex: barIndex - 1 },
      barIndex,
      'participation-cap',
      wanted,
      quantity,
    );
  }
  if (direction < 0 || settings.leverage > 1 || reduces) return quantity;
  const cost = quantity * price + commissionOf(settings.commission, quantity, price);
  // The plan spends exactly what there is; a shortfall within rounding is not a lack of means.
  if (cost <= account.cash + settings.cash * 1e-12) return quantity;
  const affordable = roundToLot(affordableShares(settings.commission, account.cash, price), settings.lot);
  if (affordable < quantity) {
    if (affordable < quantity * (1 - 1e-6)) {
      rejectOrder(
        book,
        { direction, signalIndex: barIndex - 1 },
        barIndex,
        'unaffordable',
        wanted,
        affordable,
      );
    }
    quantity = affordable;
  }
  return quantity;
}

function realise(book: Book, barIndex: number, shares: number, price: number, exitFee: number): void {
  const held = Math.abs(book.shares);
  const part = shares / held;
  const closed: Book = {
    ...book,
    shares: book.shares > 0 ? shares : -shares,
    entryFee: book.entryFee * part,
    carry: book.carry * part,
  };
  book.account.trades.push(tradeOf(closed, barIndex, price, exitFee, 'rebalance'));
  book.closedTrades++;
  book.entryFee -= closed.entryFee;
  book.carry -= closed.carry;
  book.shares = shares === held ? 0 : book.shares - closed.shares;
}

function enlarge(book: Book, barIndex: number, shares: number, price: number, fee: number): void {
  if (book.shares === 0) {
    book.entryPrice = price;
    book.entryIndex = barIndex;
    book.entryFee = fee;
    book.carry = 0;
    book.entryKind = 'open';
    book.highest = price;
    book.lowest = price;
    book.stop = Number.NaN;
    book.target = Number.NaN;
    book.trail = Number.NaN;
    book.shares = shares;
    return;
  }
  book.entryPrice = (book.shares * book.entryPrice + shares * price) / (book.shares + shares);
  book.entryFee += fee;
  book.shares += shares;
  // Excursions are measured from the average entry; the extremes must enclose it.
  book.highest = Math.max(book.highest, book.entryPrice);
  book.lowest = Math.min(book.lowest, book.entryPrice);
}
