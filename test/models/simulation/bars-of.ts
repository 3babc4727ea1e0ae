import type { Bars } from '../../../models/bars/index.js';

/** Bars from rows of open, high, low, close and volume (1,000 if left out), on consecutive days from 2020-01-06. */
export function barsOf(rows: readonly (readonly number[])[]): Bars {
  const column = (k: number, fallback = Number.NaN) => Float64Array.from(rows, (row) => row[k] ?? fallback);
  return {
    time: Float64Array.from(rows, (_, i) => Date.UTC(2020, 0, 6 + i)),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4, 1000),
    interval: '1d',
  };
}

/** A condition that is true on the given bars. */
export function on(length: number, ...bars: number[]): Float64Array {
  const out = new Float64Array(length);
  for (const bar of bars) out[bar] = 1;
  return out;
}

/** The same value on every bar. */
export function every(length: number, value: number): Float64Array {
  return new Float64Array(length).fill(value);
}
