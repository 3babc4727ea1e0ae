import type { TradeColumns } from './trade-columns.js';

/** What the figures need to know of the trades; all but the last five from closed trades only. */
export interface TradeSummary {
  closed: number;
  open: number;
  wins: number;
  losses: number;
  longs: number;
  shorts: number;
  pnlSum: number;
  /** Σ (pnl − mean)². */
  pnlSquares: number;
  winSum: number;
  lossSum: number;
  returnSum: number;
  /** Σ of positive and |Σ| of negative trade returns. */
  returnGains: number;
  returnLosses: number;
  bestReturn: number;
  worstReturn: number;
  barsHeldSum: number;
  barsHeldMax: number;
  winStreak: number;
  lossStreak: number;
  maeSum: number;
  mfeSum: number;
  /** Bars from entry to exit inclusive, of closed trades, each bar once. */
  barsInclusive: number;
  /** Bars with a position at the close, open trades included, each bar once. */
  barsAtClose: number;
  /** Of all fills, so with the entries of open trades. */
  commission: number;
  /** Value bought plus value sold, open trades counting their entry. */
  traded: number;
}

/**
 * Summarises trades into `summary`, which is returned. A win is a closed trade with pnl > 0, a loss one
 * with pnl < 0. Bars are counted once, however many trades hold them.
 * @param bars length of the equity curve.
 */
export function summariseTrades(trades: TradeColumns, bars: number, summary: TradeSummary): TradeSummary {
  const { count, entryBar, exitBar, size, entryPrice, exitPrice, pnl, commission, isOpen } = trades;
  let closed = 0;
  let wins = 0;
  let losses = 0;
  let longs = 0;
  let pnlSum = 0;
  let winSum = 0;
  let lossSum = 0;
  let returnSum = 0;
  let returnGains = 0;
  let returnLosses = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let heldSum = 0;
  let heldMax = 0;
  let winRun = 0;
  let lossRun = 0;
  let winStreak = 0;
  let lossStreak = 0;
  let maeSum = 0;
  let mfeSum = 0;
  let fees = 0;
  let traded = 0;
  for (let k = 0; k < count; k++) {
    const shares = Math.abs(size[k]);
    fees += commission[k];
    traded += shares * entryPrice[k];
    if (isOpen[k] === 1) continue;
    traded += shares * exitPrice[k];
    const result = pnl[k];
    const fraction = trades.return[k];
    const held = exitBar[k] - entryBar[k];
    closed++;
    if (size[k] > 0) longs++;
    pnlSum += result;
    returnSum += fraction;
    if (fraction > 0) returnGains += fraction;
    else returnLosses -= fraction;
    if (fraction > best) best = fraction;
    if (fraction < worst) worst = fraction;
    heldSum += held;
    if (held > heldMax) heldMax = held;
    maeSum += trades.mae[k];
    mfeSum += trades.mfe[k];
    winRun = result > 0 ? winRun + 1 : 0;
    lossRun = result < 0 ? lossRun + 1 : 0;
    if (winRun > winStreak) winStreak = winRun;
    if (lossRun > lossStreak) lossStreak = lossRun;
    if (result > 0) {
      wins++;
      winSum += result;
    } else if (result < 0) {
      losses++;
      lossSum -= result;
    }
  }
  const mean = closed > 0 ? pnlSum / closed : 0;
  let squares = 0;
  for (let k = 0; k < count; k++) if (isOpen[k] === 0) squares += (pnl[k] - mean) * (pnl[k] - mean);
  summary.closed = closed;
  summary.open = count - closed;
  summary.wins = wins;
  summary.losses = losses;
  summary.longs = longs;
  summary.shorts = closed - longs;
  summary.pnlSum = pnlSum;
  summary.pnlSquares = squares;
  summary.winSum = winSum;
  summary.lossSum = lossSum;
  summary.returnSum = returnSum;
  summary.returnGains = returnGains;
  summary.returnLosses = returnLosses;
  summary.bestReturn = closed > 0 ? best : Number.NaN;
  summary.worstReturn = closed > 0 ? worst : Number.NaN;
  summary.barsHeldSum = heldSum;
  summary.barsHeldMax = heldMax;
  summary.winStreak = winStreak;
  summary.lossStreak = lossStreak;
  summary.maeSum = maeSum;
  summary.mfeSum = mfeSum;
  summary.commission = fees;
  summary.traded = traded;
  countBars(trades, bars, summary);
  return summary;
}

/** A summary of no trades, to be filled by `summariseTrades`. */
export function emptyTradeSummary(): TradeSummary {
  return {
    closed: 0,
    open: 0,
    wins: 0,
    losses: 0,
    longs: 0,
    shorts: 0,
    pnlSum: 0,
    pnlSquares: 0,
    winSum: 0,
    lossSum: 0,
    returnSum: 0,
    returnGains: 0,
    returnLosses: 0,
    bestReturn: Number.NaN,
    worstReturn: Number.NaN,
    barsHeldSum: 0,
    barsHeldMax: 0,
    winStreak: 0,
    lossStreak: 0,
    maeSum: 0,
    mfeSum: 0,
    barsInclusive: 0,
    barsAtClose: 0,
    commission: 0,
    traded: 0,
  };
}

/** Unions of [entry, exit] over closed trades, and of [entry, exit) over all, an open one to the end. */
function countBars(trades: TradeColumns, bars: number, summary: TradeSummary): void {
  const { count, entryBar, exitBar, isOpen } = trades;
  let inclusiveEnd = 0;
  let closeEnd = 0;
  let inclusive = 0;
  let atClose = 0;
  for (let k = 0; k < count; k++) {
    const entry = entryBar[k];
    const closesAt = isOpen[k] === 1 ? bars : exitBar[k];
    if (closesAt > closeEnd) {
      atClose += closesAt - Math.max(entry, closeEnd);
      closeEnd = closesAt;
    }
    if (isOpen[k] === 0 && exitBar[k] + 1 > inclusiveEnd) {
      inclusive += exitBar[k] + 1 - Math.max(entry, inclusiveEnd);
      inclusiveEnd = exitBar[k] + 1;
    }
  }
  summary.barsInclusive = inclusive;
  summary.barsAtClose = atClose;
}
