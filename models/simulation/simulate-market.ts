import type { Bars } from '../bars/index.js';
import { affordableShares, commissionOf, roundToLot } from './commission.js';
import type { MarketEvents } from './market-events.js';
import { COVER, ENTRY, EXIT, SHORT } from './market-events.js';
import type { ResolvedSettings, SimulationSettings } from './settings.js';
import { resolveSettings } from './settings.js';

/** Columns of a run, reused from run to run: trades are the first `count` entries, in order. */
export interface MarketRun {
  readonly equity: Float64Array;
  count: number;
  readonly entryBar: Int32Array;
  readonly exitBar: Int32Array;
  readonly size: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly pnl: Float64Array;
  readonly return: Float64Array;
  readonly commission: Float64Array;
  readonly mae: Float64Array;
  readonly mfe: Float64Array;
  /** 1 = still open after the last bar. */
  readonly isOpen: Uint8Array;
}

/** Room for runs over exactly `bars` bars. */
export function createMarketRun(bars: number): MarketRun {
  const column = () => new Float64Array(bars + 1);
  return {
    equity: new Float64Array(bars),
    count: 0,
    entryBar: new Int32Array(bars + 1),
    exitBar: new Int32Array(bars + 1),
    size: column(),
    entryPrice: column(),
    exitPrice: column(),
    pnl: column(),
    return: column(),
    commission: column(),
    mae: column(),
    mfe: column(),
    isOpen: new Uint8Array(bars + 1),
  };
}

/**
 * The settings, resolved, if `simulateMarket` covers them for these bars: market orders at the next open,
 * all-in, any commission and unit, nothing else, and no missing price; otherwise undefined, and
 * `simulate` is to be used.
 */
export function marketSettings(bars: Bars, settings: SimulationSettings): ResolvedSettings | undefined {
  const s = resolveSettings(settings);
  const { borrow, cash, margin } = s.financing;
  const isPlain =
    s.spreadBps === 0 &&
    s.slippage.kind === 'none' &&
    s.participation === Number.POSITIVE_INFINITY &&
    s.size.kind === 'all-in' &&
    s.leverage === 1 &&
    s.maintenance === 0 &&
    s.fillAt === 'next-open' &&
    s.opposite === 'reverse' &&
    s.stopLoss === undefined &&
    s.target === undefined &&
    s.trailing === undefined &&
    s.maxBars === undefined &&
    s.actions.length === 0 &&
    s.delisting === undefined &&
    borrow === 0 &&
    cash === 0 &&
    margin === 0;
  return isPlain && isComplete(bars) ? s : undefined;
}

function isComplete({ open, high, low, close }: Bars): boolean {
  for (let i = 0; i < open.length; i++) {
    if (!(open[i] > 0 && high[i] > 0 && low[i] > 0 && close[i] > 0)) return false;
  }
  return true;
}

/**
 * `simulate` for sweeps: the same trades and the same equity to the last bit, for the settings that
 * `marketSettings` lets through. Walks from event to event and fills the equity between them; allocates
 * nothing; keeps no list of rejected orders.
 *
 * @returns `run`, overwritten.
 */
export function simulateMarket(
  bars: Bars,
  events: MarketEvents,
  settings: ResolvedSettings,
  run: MarketRun,
): MarketRun {
  const { open, close } = bars;
  const { bars: at, codes, count } = events;
  const { equity } = run;
  const n = open.length;
  run.count = 0;
  let cash = settings.cash;
  let shares = 0;
  let from = 0;
  for (let e = 0; e < count; e++) {
    const i = at[e];
    const code = codes[e];
    if (i + 1 >= n) break;
    if (i < from - 1) continue;
    let direction = 0;
    if (shares === 0) {
      direction = (code & ENTRY ? 1 : 0) - (code & SHORT ? 1 : 0);
      if (direction === 0) continue;
      equity.fill(cash, from, i + 1);
    } else {
      const reverses = shares > 0 ? code & SHORT : code & ENTRY;
      const leaves = shares > 0 ? code & EXIT : code & COVER;
      if (!reverses && !leaves) continue;
      const ruin = holdPosition(run, close, from, i + 1, cash, shares);
      if (ruin >= 0) return endInRuin(bars, run, settings, ruin, cash, shares);
      cash = closeTrade(bars, run, settings, i + 1, open[i + 1], cash, shares);
      if (reverses) direction = shares > 0 ? -1 : 1;
      shares = 0;
    }
    from = i + 1;
    if (direction === 0) continue;
    const price = open[from];
    const quantity = roundToLot(affordableShares(settings.commission, cash, price), settings.lot);
    if (!(quantity > 0)) continue;
    shares = direction * quantity;
    const fee = commissionOf(settings.commission, quantity, price);
    cash -= shares * price + fee;
    const k = run.count;
    run.entryBar[k] = from;
    run.entryPrice[k] = price;
    run.size[k] = shares;
    run.commission[k] = fee;
  }
  if (shares === 0) {
    equity.fill(cash, from, n);
    return run;
  }
  const ruin = holdPosition(run, close, from, n, cash, shares);
  if (ruin >= 0) return endInRuin(bars, run, settings, ruin, cash, shares);
  recordTrade(bars, run, n - 1, close[n - 1], 0, n);
  run.isOpen[run.count - 1] = 1;
  return run;
}

/** Fills the equity of [from, to); returns the first bar at which a short has eaten it up, or -1. */
function holdPosition(
  run: MarketRun,
  close: Float64Array,
  from: number,
  to: number,
  cash: number,
  shares: number,
): number {
  const { equity } = run;
  if (shares > 0) {
    for (let i = from; i < to; i++) equity[i] = cash + shares * close[i];
    return -1;
  }
  for (let i = from; i < to; i++) {
    const value = cash + shares * close[i];
    equity[i] = value;
    if (!(value > 0)) return i;
  }
  return -1;
}

function closeTrade(
  bars: Bars,
  run: MarketRun,
  settings: ResolvedSettings,
  bar: number,
  price: number,
  cash: number,
  shares: number,
): number {
  const fee = commissionOf(settings.commission, shares > 0 ? shares : -shares, price);
  recordTrade(bars, run, bar, price, fee, bar);
  return cash + (shares * price - fee);
}

/** Completes trade `run.count`, whose excursion spans the bars from its entry up to `heldTo`. */
function recordTrade(
  bars: Bars,
  run: MarketRun,
  bar: number,
  price: number,
  exitFee: number,
  heldTo: number,
): void {
  const k = run.count++;
  const { high, low } = bars;
  const entryPrice = run.entryPrice[k];
  const shares = run.size[k];
  let highest = entryPrice;
  let lowest = entryPrice;
  for (let i = run.entryBar[k]; i < heldTo; i++) {
    if (high[i] > highest) highest = high[i];
    if (low[i] < lowest) lowest = low[i];
  }
  const best = (price > highest ? price : highest) / entryPrice - 1;
  const worst = (price < lowest ? price : lowest) / entryPrice - 1;
  const commission = run.commission[k] + exitFee;
  // + 0 turns the -0 of a short without gain into 0, as adding the carry does in `simulate`.
  const pnl = shares * (price - entryPrice) - commission + 0;
  run.exitBar[k] = bar;
  run.exitPrice[k] = price;
  run.commission[k] = commission;
  run.pnl[k] = pnl;
  run.return[k] = pnl / (Math.abs(shares) * entryPrice);
  run.mae[k] = shares > 0 ? worst : 0 - best;
  run.mfe[k] = shares > 0 ? best : 0 - worst;
  run.isOpen[k] = 0;
}

/** Closes a ruined short at the close of a bar; what is left stays as it is. */
function endInRuin(
  bars: Bars,
  run: MarketRun,
  settings: ResolvedSettings,
  bar: number,
  cash: number,
  shares: number,
): MarketRun {
  const price = bars.close[bar];
  const fee = commissionOf(settings.commission, -shares, price);
  // The bar of the ruin was held to its close, so it counts with its whole range.
  recordTrade(bars, run, bar, price, fee, bar + 1);
  run.equity.fill(cash + (shares * price - fee), bar, run.equity.length);
  return run;
}
