import type { Action, Bars } from '../models/bars/index.js';

/** A day worth knowing of, told by the bars and actions alone. */
export interface PriceEvent {
  /** UTC epoch milliseconds. */
  readonly time: number;
  readonly kind: 'split' | 'dividend' | 'move' | 'gap' | 'volume' | 'silence';
  readonly words: string;
}

/** Bars that say what is usual before a bar. */
const USUAL = 63;
const WIDE = 4;
const HEAVY = 5;
const DAY = 86_400_000;
/** Calendar days without a bar: longer than any holiday. */
const SILENT_DAYS = 7;

/**
 * Splits and dividends; returns and opening gaps beyond four of their own standard deviations over the 63
 * bars before; volume beyond five times its mean then; more than a week without a bar. Newest first.
 * @param bars adjusted.
 */
export function priceEvents(bars: Bars, actions: readonly Action[]): PriceEvent[] {
  const { time, open, close, volume } = bars;
  const events: PriceEvent[] = actions.map(({ exTime, kind, factor }) => ({
    time: exTime,
    kind,
    words:
      kind === 'split'
        ? `${ratio(factor)} split`
        : `dividend of ${((1 - factor) * 100).toFixed(2)}\u202f% of the price`,
  }));
  for (let i = 1; i < time.length; i++) {
    const silent = (time[i] - time[i - 1]) / DAY;
    if (silent > SILENT_DAYS)
      events.push({ time: time[i], kind: 'silence', words: `first bar after ${silent} days without one` });
    if (i <= USUAL) continue;
    const usual = spreadOf(close, i);
    const move = close[i] / close[i - 1] - 1;
    const gap = open[i] / close[i - 1] - 1;
    if (usual > 0 && Math.abs(move) > WIDE * usual)
      events.push({
        time: time[i],
        kind: 'move',
        words: `${share(move)} on the day, ${(Math.abs(move) / usual).toFixed(1)} times its usual day`,
      });
    else if (usual > 0 && Math.abs(gap) > WIDE * usual)
      events.push({
        time: time[i],
        kind: 'gap',
        words: `opened ${share(gap)} away, ${(Math.abs(gap) / usual).toFixed(1)} times its usual day`,
      });
    let mean = 0;
    for (let k = i - USUAL; k < i; k++) mean += volume[k] / USUAL;
    if (mean > 0 && volume[i] > HEAVY * mean)
      events.push({
        time: time[i],
        kind: 'volume',
        words: `${(volume[i] / mean).toFixed(1)} times its usual volume`,
      });
  }
  return events.sort((a, b) => b.time - a.time);
}

/** Standard deviation of the returns of the 63 bars before bar i, around zero. */
function spreadOf(close: Float64Array, i: number): number {
  let squares = 0;
  for (let k = i - USUAL; k < i; k++) squares += (close[k] / close[k - 1] - 1) ** 2;
  return Math.sqrt(squares / USUAL);
}

function ratio(factor: number): string {
  const shares = factor < 1 ? 1 / factor : factor;
  const text = Number(shares.toFixed(2)).toString();
  return factor < 1 ? `${text} for 1` : `1 for ${text}`;
}

function share(value: number): string {
  return `${value < 0 ? '\u2212' : '+'}${(Math.abs(value) * 100).toFixed(1)}\u202f%`;
}
