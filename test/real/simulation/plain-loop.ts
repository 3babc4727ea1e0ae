import type { Bars } from '../../../models/bars/index.js';
import type { Signals } from '../../../models/simulation/index.js';

/** A trade of the plain loop: bars, size, prices and reason. */
export interface PlainTrade {
  entry: number;
  exit: number;
  size: number;
  entryPrice: number;
  exitPrice: number;
  reason: string;
}

export interface PlainRules {
  /** 0.95 / 1.10 x the close of the signal bar, or x the fill price. */
  readonly bracket?: 'signal' | 'fill';
  readonly limit?: boolean;
  readonly hold?: number;
}

/**
 * The rules of `expected/README.md` once more, as one plain loop written from its text alone and sharing no
 * code with the simulator, so that every symbol of the set can be compared and not only the published three.
 */
export function plainLoop(
  { open, high, low, close }: Bars,
  signals: Signals,
  rules: PlainRules,
): { equity: number[]; trades: PlainTrade[]; fees: number } {
  const { entry, exit, short } = signals;
  const rate = 0.001;
  const equity: number[] = [];
  const trades: PlainTrade[] = [];
  let cash = 100_000;
  let fees = 0;
  let held: PlainTrade | undefined;
  let stop = 0;
  let target = Number.POSITIVE_INFINITY;
  const pay = (value: number) => {
    fees += rate * Math.abs(value);
    cash -= value + rate * Math.abs(value);
  };
  const leave = (i: number, price: number, reason: string) => {
    if (held === undefined) return;
    pay(-held.size * price);
    held.exit = i;
    held.exitPrice = price;
    held.reason = reason;
    held = undefined;
  };
  const buy = (i: number, price: number, sign: number) => {
    const shares = Math.floor((cash * (1 - 1e-9)) / (price * 1.001));
    if (shares < 1) return;
    held = { entry: i, exit: -1, size: sign * shares, entryPrice: price, exitPrice: 0, reason: 'open' };
    trades.push(held);
    pay(held.size * price);
    const basis = rules.bracket === 'signal' ? close[i - 1] : price;
    stop = rules.bracket === undefined ? 0 : 0.95 * basis;
    target = rules.bracket === undefined ? Number.POSITIVE_INFINITY : 1.1 * basis;
  };
  const protect = (i: number) => {
    if (held === undefined || rules.bracket === undefined) return;
    if (low[i] <= stop) leave(i, Math.min(open[i], stop), 'stop');
    else if (high[i] >= target) leave(i, Math.max(open[i], target), 'target');
  };
  for (let i = 0; i < close.length; i++) {
    const t = i - 1;
    const wasFlat = held === undefined;
    if (i > 0) {
      if (held !== undefined) {
        const out: number = held.size > 0 ? (exit?.[t] ?? 0) : 0;
        const flip: number = (held.size > 0 ? short?.[t] : entry?.[t]) ?? 0;
        const flips = short !== undefined && flip === 1;
        const sign = -Math.sign(held.size);
        if (out === 1 || flips || (rules.hold !== undefined && i === held.entry + rules.hold))
          leave(i, open[i], 'signal');
        if (flips) buy(i, open[i], sign);
      }
      protect(i);
      if (wasFlat && rules.limit === true) {
        const limit = 0.99 * close[t];
        if (low[i] <= limit) buy(i, Math.min(open[i], limit), 1);
      } else if (wasFlat) {
        if (entry?.[t] === 1) buy(i, open[i], 1);
        else if (short?.[t] === 1) buy(i, open[i], -1);
        protect(i);
      }
    }
    equity.push(cash + (held === undefined ? 0 : held.size * close[i]));
  }
  if (held !== undefined) {
    held.exit = close.length - 1;
    held.exitPrice = close[close.length - 1];
  }
  return { equity, trades, fees };
}
