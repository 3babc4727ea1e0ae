import { buyingPower } from './account.js';
import type { Book, WorkingOrder } from './book.js';
import { markBook, rejectOrder } from './book.js';
import { affordableShares, commissionOf, roundToLot } from './commission.js';
import type { Distance } from './settings.js';
import { wantedShares } from './size.js';
import { needsVolatility, slippagePerShare } from './slippage.js';
import type { ExitReason, Trade } from './trade.js';

/**
 * Fills an entry at a reference price, as large as asked for and affordable, and sets its protective
 * levels. The book must be flat.
 *
 * @param kind how the fill came about; limit entries pay no spread or slippage.
 * @returns whether a position was opened; if not, the reason is on record.
 */
export function enterPosition(
  book: Book,
  order: WorkingOrder,
  barIndex: number,
  reference: number,
  kind: Book['entryKind'],
): boolean {
  const { account, bars } = book;
  const { settings } = account;
  if (account.ruined) return refuse(book, order, barIndex, 'account-ruined');
  if (!(reference > 0)) return refuse(book, order, barIndex, 'no-price');
  const objection = account.admit?.(book.symbolIndex);
  if (objection !== undefined) return refuse(book, order, barIndex, objection);
  const slips = kind !== 'limit';
  if (slips && needsVolatility(settings) && !(book.volatility >= 0)) {
    return refuse(book, order, barIndex, 'size-unknown');
  }
  const power = buyingPower(account);
  const volume = bars.volume[barIndex];
  const cap =
    settings.participation === Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : settings.participation * volume;
  const rough = Math.min(
    askedShares(book, order, reference),
    affordableShares(settings.commission, power, reference),
    cap,
  );
  if (Number.isNaN(rough)) return refuse(book, order, barIndex, 'size-unknown');
  // Impact grows with the order: the first, larger size bounds the price, so the final size stays affordable.
  let price = slips ? slipped(book, barIndex, reference, order.direction, rough) : reference;
  if (!(price > 0)) return refuse(book, order, barIndex, 'no-price');
  const wanted = askedShares(book, order, price);
  if (wanted === 0) return refuse(book, order, barIndex, 'size-zero');
  const means = order.scale < 1 && wanted === Number.POSITIVE_INFINITY ? order.scale : 1;
  const affordable = means * affordableShares(settings.commission, power, price);
  const shares = roundToLot(Math.min(wanted, affordable, cap), settings.lot);
  const asked = roundToLot(
    Math.min(wanted, wanted === Number.POSITIVE_INFINITY ? affordable : wanted),
    settings.lot,
  );
  if (!(shares > 0)) {
    rejectOrder(book, order, barIndex, cap < affordable ? 'participation-cap' : 'unaffordable', asked, 0);
    return false;
  }
  if (slips) price = slipped(book, barIndex, reference, order.direction, shares);

  const { stop, target } = protectiveLevels(book, order, price);
  const { stopLoss, target: targetRule, trailing } = settings;
  if (
    (stopLoss !== undefined && Number.isNaN(stop)) ||
    (targetRule !== undefined && Number.isNaN(target)) ||
    (trailing?.atr !== undefined && Number.isNaN(book.atr))
  ) {
    return refuse(book, order, barIndex, 'level-unknown');
  }
  const above = order.direction === 1 ? target : stop;
  const below = order.direction === 1 ? stop : target;
  if (settings.rules.crossedBracket === 'refuse' && (price <= below || price >= above)) {
    return refuse(book, order, barIndex, 'bracket-crossed');
  }
  if (shares < asked) {
    rejectOrder(
      book,
      order,
      barIndex,
      cap < affordable ? 'participation-cap' : 'unaffordable',
      asked,
      shares,
    );
  }

  const signed = order.direction * shares;
  const fee = commissionOf(settings.commission, shares, price);
  account.cash -= signed * price + fee;
  account.totals.commission += fee;
  account.totals.slippage += Math.abs(price - reference) * shares;
  account.totals.turnover += shares * price;
  account.totals.fills++;
  book.shares = signed;
  book.entryPrice = price;
  book.entryIndex = barIndex;
  book.entryFee = fee;
  book.entryKind = kind;
  book.carry = 0;
  book.stop = stop;
  book.target = target;
  book.highest = price;
  book.lowest = price;
  book.trail = trailingLevel(book, price);
  book.scheduledExit = undefined;
  markBook(book, reference);
  return true;
}

/**
 * Closes the position at a reference price and records the trade.
 *
 * @param slips whether spread and slippage move the price (market and stop fills), or not (targets).
 */
export function exitPosition(
  book: Book,
  barIndex: number,
  reference: number,
  reason: ExitReason,
  slips: boolean,
): void {
  const { account } = book;
  const shares = Math.abs(book.shares);
  const direction = book.shares > 0 ? -1 : 1;
  const price = slips ? Math.max(slipped(book, barIndex, reference, direction, shares), 0) : reference;
  const fee = reason === 'delisted' ? 0 : commissionOf(account.settings.commission, shares, price);
  account.cash += book.shares * price - fee;
  account.totals.commission += fee;
  account.totals.slippage += Math.abs(price - reference) * shares;
  account.totals.turnover += shares * price;
  account.totals.fills++;
  const trade = tradeOf(book, barIndex, price, fee, reason);
  account.trades.push(trade);
  book.closedTrades++;
  if (trade.pnl > 0) {
    book.wins++;
    book.sumWins += trade.return;
  } else {
    book.sumLosses -= trade.return;
  }
  book.shares = 0;
  book.scheduledExit = undefined;
  markBook(book, 0);
}

/** The trade record of the position as it stands, closed or (reason `open`) marked at a price. */
export function tradeOf(
  book: Book,
  barIndex: number,
  price: number,
  exitFee: number,
  reason: ExitReason,
): Trade {
  const { shares, entryPrice, entryIndex, entryFee, carry, bars } = book;
  const commission = entryFee + exitFee;
  const pnl = shares * (price - entryPrice) - commission + carry;
  const highest = (price > book.highest ? price : book.highest) / entryPrice - 1;
  const lowest = (price < book.lowest ? price : book.lowest) / entryPrice - 1;
  return {
    symbol: book.symbol,
    entryIndex,
    exitIndex: barIndex,
    entryTime: bars.time[entryIndex],
    exitTime: bars.time[barIndex],
    size: shares,
    entryPrice,
    exitPrice: price,
    pnl,
    return: pnl / (Math.abs(shares) * entryPrice),
    commission,
    carry,
    mae: shares > 0 ? lowest : 0 - highest,
    mfe: shares > 0 ? highest : 0 - lowest,
    barsHeld: barIndex - entryIndex,
    reason,
    status: reason === 'open' ? 'open' : 'closed',
  };
}

/** Trailing stop from the best price so far; never looser than the level it replaces. */
export function trailingLevel(book: Book, best: number): number {
  const { trailing } = book.account.settings;
  if (trailing === undefined) return Number.NaN;
  const distance =
    trailing.fraction === undefined ? (trailing.atr ?? 0) * book.atr : trailing.fraction * best;
  return book.shares > 0 ? best - distance : best + distance;
}

function refuse(
  book: Book,
  order: WorkingOrder,
  barIndex: number,
  reason: Parameters<typeof rejectOrder>[3],
): false {
  rejectOrder(book, order, barIndex, reason);
  return false;
}

/** Shares the order wants at a price, before rounding and means. */
function askedShares(book: Book, order: WorkingOrder, price: number): number {
  return order.scale * (Number.isNaN(order.shares) ? wantedShares(book, price) : order.shares);
}

/** Fill price of a market or stop order: the reference moved against the order. */
function slipped(book: Book, barIndex: number, reference: number, direction: 1 | -1, shares: number): number {
  const { settings } = book.account;
  if (settings.spreadBps === 0 && settings.slippage.kind === 'none') return reference;
  const slip = slippagePerShare(settings, reference, shares, book.bars.volume[barIndex], book.volatility);
  return reference + direction * slip;
}

function protectiveLevels(book: Book, order: WorkingOrder, price: number): { stop: number; target: number } {
  const { settings } = book.account;
  const long = order.direction === 1;
  const { signalClose } = order;
  return {
    stop: Number.isNaN(order.stopLoss)
      ? levelAt(settings.stopLoss, price, signalClose, book.atr, long ? -1 : 1)
      : order.stopLoss,
    target: Number.isNaN(order.target)
      ? levelAt(settings.target, price, signalClose, book.atr, long ? 1 : -1)
      : order.target,
  };
}

function levelAt(
  distance: Distance | undefined,
  price: number,
  signalClose: number,
  atr: number,
  sign: 1 | -1,
): number {
  if (distance === undefined) return Number.NaN;
  const basis = distance.basis === 'signal' ? signalClose : price;
  return distance.fraction === undefined
    ? basis + sign * (distance.atr ?? 0) * atr
    : basis * (1 + sign * distance.fraction);
}
