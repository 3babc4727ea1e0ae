import type { Bars } from '../bars/index.js';

/** The symbols of a portfolio, each with its own bars; index k is the same symbol everywhere. */
export interface PortfolioPanel {
  readonly symbols: readonly string[];
  readonly bars: readonly Bars[];
  /** Sector of each symbol; symbols whose sector is unknown (null) count as one sector. */
  readonly sectors?: readonly (string | null)[];
}

/** All sessions of a panel and where each symbol's bars fall. */
export interface Sessions {
  /** Times at which at least one symbol has a bar, ascending. */
  readonly time: Float64Array;
  /** barOf[k][s] is symbol k's bar in session s, or -1. */
  readonly barOf: readonly Int32Array[];
}

/** @throws Error when the panel's columns differ in length or a symbol's times do not ascend. */
export function alignPanel(panel: PortfolioPanel): Sessions {
  const { symbols, bars, sectors } = panel;
  if (bars.length !== symbols.length || (sectors !== undefined && sectors.length !== symbols.length)) {
    throw new Error(
      `simulatePortfolio: ${symbols.length} symbols, ${bars.length} bars and ${sectors?.length ?? symbols.length} sectors must be as many`,
    );
  }
  let total = 0;
  for (const { time } of bars) total += time.length;
  const all = new Float64Array(total);
  let offset = 0;
  for (const { time } of bars) {
    all.set(time, offset);
    offset += time.length;
  }
  all.sort();
  let count = 0;
  for (let i = 0; i < total; i++) if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i];
  const time = all.slice(0, count);
  return { time, barOf: bars.map((one, k) => barIndexes(one, time, symbols[k])) };
}

function barIndexes(bars: Bars, time: Float64Array, symbol: string): Int32Array {
  const out = new Int32Array(time.length).fill(-1);
  let bar = 0;
  for (let s = 0; s < time.length && bar < bars.time.length; s++) {
    if (bars.time[bar] === time[s]) out[s] = bar++;
  }
  if (bar < bars.time.length) throw new Error(`simulatePortfolio: times of ${symbol} must ascend`);
  return out;
}
