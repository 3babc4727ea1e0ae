/**
 * The columns of one symbol. Every array has the same length, and index i is bar i in all of them.
 *
 * `time` is the UTC epoch millisecond at which the bar starts; for daily bars, midnight UTC of the
 * exchange's session date. Prices are in the currency of the listing, volume in shares. Strictly
 * ascending in time. Arrays are never mutated once they are part of a `Bars`.
 */
export interface Bars {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly interval: Interval;
}

/** The length of a bar. Nothing in the core assumes a day; statistics that annualise ask for it. */
export type Interval = '1d' | '1h' | '1m';

/** Names of the five value columns, in the order they are stored and passed. */
export const BAR_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;
export type BarColumn = (typeof BAR_COLUMNS)[number];

/** Number of bars. */
export function barCount(bars: Bars): number {
  return bars.time.length;
}

/**
 * The bars from index `start` up to, not including, `end`, as views on the same memory.
 * Used for as-of scans and for the look-ahead tests: what is cut off cannot be seen.
 */
export function sliceBars(bars: Bars, start: number, end: number): Bars {
  return {
    time: bars.time.subarray(start, end),
    open: bars.open.subarray(start, end),
    high: bars.high.subarray(start, end),
    low: bars.low.subarray(start, end),
    close: bars.close.subarray(start, end),
    volume: bars.volume.subarray(start, end),
    interval: bars.interval,
  };
}
