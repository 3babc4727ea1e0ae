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
  let time: Float64Array = new Float64Array(0);
  bars.forEach((one, k) => {
    if (isSame(one.time, time)) return;
    checkAscent(one.time, symbols[k]);
    time = uniteTimes(time, one.time);
  });
  const all = Int32Array.from(time, (_, s) => s);
  return { time, barOf: bars.map((one) => (isSame(one.time, time) ? all : barIndexes(one, time))) };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function checkAscent(time: Float64Array, symbol: string): void {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < time.length; i++) {
    if (!(time[i] > last)) throw new Error(`simulatePortfolio: times of ${symbol} must ascend`);
    last = time[i];
  }
}

/** Every time of both, once, ascending; the first itself where it has them all. */
function uniteTimes(a: Float64Array, b: Float64Array): Float64Array {
  if (hasAll(a, b)) return a;
  const out = new Float64Array(a.length + b.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const first = i < a.length ? a[i] : Number.POSITIVE_INFINITY;
    const second = j < b.length ? b[j] : Number.POSITIVE_INFINITY;
    out[count++] = first < second ? first : second;
    if (first <= second) i++;
    if (second <= first) j++;
  }
  return out.slice(0, count);
}

function hasAll(a: Float64Array, b: Float64Array): boolean {
  let i = 0;
  for (let j = 0; j < b.length; j++) {
    while (a[i] < b[j]) i++;
    if (a[i++] !== b[j]) return false;
  }
  return true;
}

function barIndexes(bars: Bars, time: Float64Array): Int32Array {
  const out = new Int32Array(time.length).fill(-1);
  let bar = 0;
  for (let s = 0; s < time.length && bar < bars.time.length; s++) {
    if (bars.time[bar] === time[s]) out[s] = bar++;
  }
  return out;
}
