import type { Bars } from '../bars/index.js';
import { accrueInterest, equityOf, openAccount } from './account.js';
import { fillAtClose, liquidateIfRuined, markAtClose } from './bar-close.js';
import { enterAtOpen, exitAtOpen } from './bar-open.js';
import { expireOrders, passWithin } from './bar-within.js';
import type { Book } from './book.js';
import { openBook } from './book.js';
import { accountView, decideAtClose } from './decide.js';
import { checkSeries, delist, finishBook } from './run-edges.js';
import { bookOvernight } from './overnight.js';
import type { SimulationSettings } from './settings.js';
import { resolveSettings } from './settings.js';
import type { Decide, Signals } from './signals.js';
import { checkSignals } from './signals.js';
import type { Rejection, Totals, Trade } from './trade.js';

const MS_PER_DAY = 86_400_000;

/** Arrays a simulation fills; pass them again to avoid allocating. Each holds at least the number of bars. */
export interface SimulationWorkspace {
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly position: Float64Array;
}

/** What a simulation of one symbol gives. Per-bar arrays are as of the close, after that bar's fills. */
export interface SimulationResult {
  /** cash + position x close. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Shares held; negative is short. */
  readonly position: Float64Array;
  /** In order of exit; a position still open comes last, with status `open`. */
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
  readonly totals: Readonly<Totals>;
}

/**
 * Simulates one symbol in its own account, bar by bar, in the order of `barEvents`. One position at a
 * time. Output at bar i depends on bars and signals 0…i only.
 *
 * @param source signals per bar, or a function that decides at each close.
 * @param workspace arrays to use for the results; views on them are returned.
 * @throws Error for settings out of bounds, a signal of the wrong length, or a setting whose series is missing.
 */
export function simulate(
  bars: Bars,
  source: Signals | Decide,
  settings: SimulationSettings = {},
  workspace?: SimulationWorkspace,
): SimulationResult {
  const resolved = resolveSettings(settings);
  const n = bars.time.length;
  const account = openAccount(resolved);
  const book = openBook(account, bars, source);
  checkSignals(book.signals, n);
  checkSeries(book.signals, resolved);
  const books = [book];
  const barIndexes = [0];
  const equity = workspace?.equity.subarray(0, n) ?? new Float64Array(n);
  const cash = workspace?.cash.subarray(0, n) ?? new Float64Array(n);
  const position = workspace?.position.subarray(0, n) ?? new Float64Array(n);
  const view = accountView();
  for (let i = 0; i < n; i++) {
    passNight(book, i);
    exitAtOpen(book, i);
    enterAtOpen(book, i);
    passWithin(book, i);
    if (resolved.fillAt === 'next-close') fillAtClose(book, i);
    expireOrders(book, i);
    markAtClose(book, i);
    barIndexes[0] = i;
    liquidateIfRuined(books, barIndexes);
    if (i === n - 1 && resolved.delisting !== undefined) {
      delist(book, i, resolved.delisting.haircut);
    } else {
      decideAtClose(book, i, view);
      if (resolved.fillAt === 'this-close') {
        fillAtClose(book, i);
        markAtClose(book, i);
      }
    }
    cash[i] = account.cash;
    position[i] = book.shares;
    equity[i] = equityOf(account);
  }
  if (n > 0) finishBook(book, n - 1);
  const { trades, rejections, totals } = account;
  return { equity, cash, position, trades, rejections, totals };
}

/** Interest, borrow fees and corporate actions between the previous bar and this one. */
function passNight(book: Book, barIndex: number): void {
  const { account, bars } = book;
  const { actions, financing } = account.settings;
  const accrues = financing.borrow !== 0 || financing.cash !== 0 || financing.margin !== 0;
  if (!accrues && book.nextAction >= actions.length) return;
  const days = barIndex === 0 ? 0 : (bars.time[barIndex] - bars.time[barIndex - 1]) / MS_PER_DAY;
  if (accrues && days > 0) accrueInterest(account, days);
  bookOvernight(book, barIndex, days);
}
