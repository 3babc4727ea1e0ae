import type { Bars } from '../bars/index.js';

const MS_PER_DAY = 86_400_000;
/** A Tuesday; sessions of an example follow each other day by day. */
const FIRST_SESSION = Date.UTC(2024, 0, 2);

/** Open, high, low, close of one session of an example. */
export type ExampleSession = readonly [open: number, high: number, low: number, close: number];

/**
 * Daily bars of an example, one calendar day apart.
 * @param volume shares traded in each session.
 */
export function exampleBars(sessions: readonly ExampleSession[], volume = 10_000): Bars {
  const column = (place: number) => Float64Array.from(sessions, (session) => session[place]);
  return {
    time: Float64Array.from(sessions, (_, i) => FIRST_SESSION + i * MS_PER_DAY),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(sessions.length).fill(volume),
    interval: '1d',
  };
}

/** A signal that is given at the closes of some bars. */
export function signalAt(bars: Bars, ...indexes: readonly number[]): Float64Array {
  const signal = new Float64Array(bars.time.length);
  for (const index of indexes) signal[index] = 1;
  return signal;
}

/** The same value at every bar. */
export function everyBar(bars: Bars, value: number): Float64Array {
  return new Float64Array(bars.time.length).fill(value);
}
