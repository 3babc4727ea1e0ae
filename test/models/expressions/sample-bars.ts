import type { Bars } from '../../../models/bars/index.js';

const DAY = 86_400_000;

/** Bars whose close is given; open, high and low lie around it. Session i is day `firstDay` + i. */
export function barsOfClose(close: readonly number[], firstDay = 0): Bars {
  const column = (of: (value: number, i: number) => number) => Float64Array.from(close, of);
  return {
    time: column((_, i) => (firstDay + i) * DAY),
    open: column((value, i) => (i === 0 ? value : close[i - 1])),
    high: column((value, i) => Math.max(value, i === 0 ? value : close[i - 1]) + 1),
    low: column((value, i) => Math.min(value, i === 0 ? value : close[i - 1]) - 1),
    close: column((value) => value),
    volume: column((_, i) => 1000 + ((i * 37) % 101)),
    interval: '1d',
  };
}

/** A seeded walk of `length` closes around 100 in steps of a cent, so that ties happen. */
export function walk(length: number, seed: number): number[] {
  let state = seed >>> 0 || 1;
  let cents = 10_000;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    cents = Math.max(500, cents + Math.round(((state >>> 8) / 2 ** 24 - 0.5) * 300));
    return cents / 100;
  });
}
