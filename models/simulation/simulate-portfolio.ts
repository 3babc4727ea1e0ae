import type { Account } from './account.js';
import { accrueInterest, equityOf, openAccount } from './account.js';
import { admissionRule } from './admission.js';
import { fillAtClose, liquidateIfRuined, markAtClose } from './bar-close.js';
import { enterAtOpen, exitAtOpen } from './bar-open.js';
import { expireOrders, passWithin } from './bar-within.js';
import type { Book } from './book.js';
import { markBook, openBook } from './book.js';
import { isRebalanceSession } from './calendar-rule.js';
import { accountView, decideAtClose } from './decide.js';
import { bookOvernight } from './overnight.js';
import type { PortfolioPanel } from './panel.js';
import { alignPanel } from './panel.js';
import type { PortfolioSettings, Rebalance } from './portfolio-settings.js';
import { checkPortfolioSettings } from './portfolio-settings.js';
import { rebalanceBooks } from './rebalance.js';
import { checkSeries, delist, finishBook } from './run-edges.js';
import { resolveSettings } from './settings.js';
import type { Decide, Signals } from './signals.js';
import { checkSignals } from './signals.js';
import { targetWeights } from './target-weights.js';
import type { Rejection, Totals, Trade } from './trade.js';
import { entryCalls, unite } from './watch.js';

const MS_PER_DAY = 86_400_000;

/** What a portfolio's simulation gives: one value per session, as of the close. */
export interface PortfolioResult {
  /** Session times: every time at which a symbol has a bar. */
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Value of long positions, and of short positions as a positive number. */
  readonly longValue: Float64Array;
  readonly shortValue: Float64Array;
  /** Number of positions held. */
  readonly positions: Float64Array;
  /** In order of exit; open positions last. Indexes are bars of the trade's own symbol. */
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
  readonly totals: Readonly<Totals>;
  /** Sessions on which target weights were traded; empty without `rebalance`. */
  readonly rebalances: readonly number[];
}

/**
 * Simulates many symbols in one cash account, session by session. Within a session each step of
 * `barEvents` is taken for all symbols before the next: all exits at the open, then entries by
 * `Signals.rank` (highest first, ties and unknown ranks in panel order), and so on. With one symbol the
 * result is that of `simulate`.
 *
 * A symbol without a bar in a session is valued at its latest close and cannot trade. A symbol whose bars
 * end before the panel's last session has left the market: its position is closed at its last close,
 * less the haircut of `delisting`.
 *
 * @param sources for each symbol its signals, aligned on that symbol's bars, or a function that decides at
 * each of its closes and sees its own position with the cash and equity of the whole account.
 * @throws Error for settings out of bounds, or signals that do not fit the bars.
 */
export function simulatePortfolio(
  panel: PortfolioPanel,
  sources: readonly (Signals | Decide)[],
  settings: PortfolioSettings = {},
): PortfolioResult {
  checkPortfolioSettings(settings, panel.sectors);
  const resolved = resolveSettings(settings);
  const sessions = alignPanel(panel);
  const { time, barOf } = sessions;
  const account = openAccount(resolved);
  const books = panel.symbols.map((symbol, k) => {
    const book = openBook(account, panel.bars[k], sources[k] ?? {}, symbol, k);
    checkSignals(book.signals, panel.bars[k].time.length);
    checkSeries(book.signals, resolved);
    return book;
  });
  const signals = books.map((book) => book.signals);
  const { rebalance } = settings;
  if (rebalance !== undefined && books.some(({ decide }) => decide !== undefined)) {
    throw new Error(
      'simulatePortfolio: rebalance holds target weights and asks no strategy in TypeScript; leave it out',
    );
  }
  const watchesAll = rebalance !== undefined || resolved.actions.length > 0;
  const isWatched = (book: Book) =>
    watchesAll || book.decide !== undefined || book.shares !== 0 || book.orders.length > 0;
  const calls = entryCalls(watchesAll ? [] : books, sessions);
  let watched: readonly Book[] = books.filter(isWatched);
  account.admit = admissionRule(account, () => watched, panel, settings);
  const result = emptyResult(time, account);
  const barIndexes = new Int32Array(books.length);
  const view = accountView();
  const { borrow, cash, margin } = resolved.financing;
  const hasNights = borrow !== 0 || cash !== 0 || margin !== 0 || resolved.actions.length > 0;
  let weights: Float64Array = new Float64Array(books.length);
  let drifted = rebalance?.drift !== undefined;
  for (let s = 0; s < time.length; s++) {
    for (const { symbolIndex } of watched) barIndexes[symbolIndex] = barOf[symbolIndex][s];
    const live = watched.filter(({ symbolIndex }) => barIndexes[symbolIndex] >= 0);
    if (hasNights) passNight(account, live, barIndexes, s === 0 ? 0 : (time[s] - time[s - 1]) / MS_PER_DAY);
    for (const book of live) exitAtOpen(book, barIndexes[book.symbolIndex]);
    for (const book of live) markAtOpen(book, barIndexes[book.symbolIndex]);
    if (rebalance !== undefined) {
      if (s > 0 && (drifted || isDue(rebalance, time, s))) {
        weights = targetWeights(panel, signals, settings, barIndexes);
        // Drift alone starts with the first session that has something to hold: warm-up is not a choice.
        if (
          isScheduled(rebalance) ||
          result.rebalances.length > 0 ||
          weights.some((weight) => weight !== 0 && !Number.isNaN(weight))
        ) {
          rebalanceBooks(account, books, barIndexes, weights);
          result.rebalances.push(s);
        }
      }
    } else {
      // Entries inside the bar come before the exits of symbols without orders: cash that an exit frees
      // during a bar buys nothing in that bar.
      const waiting = byRank(live.filter((book) => book.orders.length > 0));
      const others = live.filter((book) => book.orders.length === 0 && book.shares !== 0);
      for (const book of waiting) enterAtOpen(book, barIndexes[book.symbolIndex]);
      for (const book of waiting) passWithin(book, barIndexes[book.symbolIndex]);
      for (const book of others) passWithin(book, barIndexes[book.symbolIndex]);
    }
    // Those that ask to enter come in at the close: before it they have nothing that could be filled.
    const asking = calls.at(s);
    for (const { symbolIndex } of asking) barIndexes[symbolIndex] = barOf[symbolIndex][s];
    watched = unite(watched, asking);
    const closing = unite(live, asking);
    for (const book of closing) closeBar(book, barIndexes[book.symbolIndex]);
    remark(account, watched);
    liquidateIfRuined(watched, barIndexes);
    for (const book of closing) {
      const isLastSession = s === time.length - 1;
      if (endsHere(book, barIndexes[book.symbolIndex], isLastSession)) leaveMarket(book);
      else if (rebalance === undefined) decideAndFill(book, barIndexes[book.symbolIndex], view);
    }
    if (rebalance?.drift !== undefined && result.rebalances.length > 0) {
      drifted = hasDrifted(account, books, weights, rebalance.drift);
    }
    record(result, s, account, watched);
    watched = watched.filter(isWatched);
  }
  for (const book of books) if (book.bars.time.length > 0) finishBook(book, book.bars.time.length - 1);
  return result;
}

type MutableResult = PortfolioResult & { readonly rebalances: number[] };

function emptyResult(time: Float64Array, account: Account): MutableResult {
  const n = time.length;
  return {
    time,
    equity: new Float64Array(n),
    cash: new Float64Array(n),
    longValue: new Float64Array(n),
    shortValue: new Float64Array(n),
    positions: new Float64Array(n),
    trades: account.trades,
    rejections: account.rejections,
    totals: account.totals,
    rebalances: [],
  };
}

function passNight(account: Account, live: readonly Book[], barIndexes: Int32Array, days: number): void {
  if (days > 0) accrueInterest(account, days);
  for (const book of live) {
    const i = barIndexes[book.symbolIndex];
    // A symbol that missed sessions owes its borrow fee since its own previous bar.
    const own = i === 0 ? 0 : (book.bars.time[i] - book.bars.time[i - 1]) / MS_PER_DAY;
    bookOvernight(book, i, own);
  }
}

function markAtOpen(book: Book, i: number): void {
  const open = book.bars.open[i];
  markBook(book, open > 0 ? open : book.lastClose);
}

/** Entries with a higher rank at their signal come first. */
function byRank(waiting: readonly Book[]): readonly Book[] {
  if (waiting.length < 2) return waiting;
  const keyed = waiting.map((book) => {
    const { rank } = book.orders[0];
    return { book, rank: Number.isNaN(rank) ? Number.NEGATIVE_INFINITY : rank };
  });
  return keyed
    .sort((a, b) => (a.rank === b.rank ? a.book.symbolIndex - b.book.symbolIndex : b.rank - a.rank))
    .map(({ book }) => book);
}

function closeBar(book: Book, i: number): void {
  if (book.account.settings.fillAt === 'next-close') fillAtClose(book, i);
  expireOrders(book, i);
  markAtClose(book, i);
}

/** Is this the symbol's last bar, while others go on or delisting is to be paid for? */
function endsHere({ account, bars }: Book, i: number, isLastSession: boolean): boolean {
  return i === bars.time.length - 1 && (!isLastSession || account.settings.delisting !== undefined);
}

function leaveMarket(book: Book): void {
  delist(book, book.bars.time.length - 1, book.account.settings.delisting?.haircut ?? 0);
}

function decideAndFill(book: Book, i: number, view: ReturnType<typeof accountView>): void {
  decideAtClose(book, i, view);
  if (book.account.settings.fillAt !== 'this-close') return;
  fillAtClose(book, i);
  markAtClose(book, i);
}

/** Sums the marks afresh, so that rounding does not pile up over many sessions. */
function remark(account: Account, books: readonly Book[]): void {
  account.longValue = 0;
  account.shortValue = 0;
  for (const { markedValue } of books) {
    if (markedValue > 0) account.longValue += markedValue;
    else account.shortValue -= markedValue;
  }
}

/** Is there a calendar, stated or by default? */
function isScheduled({ calendar, drift }: Rebalance): boolean {
  return calendar !== undefined || drift === undefined;
}

function isDue(rebalance: Rebalance, time: Float64Array, s: number): boolean {
  return isScheduled(rebalance) && isRebalanceSession(rebalance.calendar ?? 'monthly', time, s);
}

function hasDrifted(account: Account, books: readonly Book[], weights: Float64Array, drift: number): boolean {
  const equity = equityOf(account);
  return books.some((book, k) => Math.abs(book.markedValue / equity - (weights[k] || 0)) > drift);
}

function record(result: MutableResult, s: number, account: Account, books: readonly Book[]): void {
  remark(account, books);
  result.equity[s] = equityOf(account);
  result.cash[s] = account.cash;
  result.longValue[s] = account.longValue;
  result.shortValue[s] = account.shortValue;
  let positions = 0;
  for (const { shares } of books) if (shares !== 0) positions++;
  result.positions[s] = positions;
}
