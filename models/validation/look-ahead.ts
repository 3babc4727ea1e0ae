import type { Bars } from '../bars/index.js';
import type { Random } from '../random/index.js';

/** Anything computed from bars: an indicator, a feature, a strategy's positions. Index i is bar i. */
export type SeriesOf = (bars: Bars) => Readonly<Record<string, ArrayLike<number>>>;

export interface LookAheadOptions {
  readonly random: Random;
  /** Bars at which the future is cut off or changed. Default 12. */
  readonly cuts?: number;
  /** Columns to leave alone, such as a label that is meant to look forward. */
  readonly ignore?: readonly string[];
}

/** A value that changed although nothing up to its bar did. */
export interface LookAhead {
  readonly column: string;
  /** First bar whose value changed, and its time (UTC epoch ms). */
  readonly bar: number;
  readonly time: number;
  /** Last bar that was left as it was: the value at `bar` used something after it. */
  readonly cut: number;
  /** Whether the future was missing, or there but different. */
  readonly future: 'truncated' | 'perturbed';
  /** With the whole history, and with the changed future; NaN also where the value was missing. */
  readonly expected: number;
  readonly actual: number;
}

/**
 * Looks for use of the future: recomputes everything with the bars after a cut removed, and again with
 * them replaced by others, and compares all values up to the cut, bit for bit. Half of the cuts are
 * spread evenly, half drawn at random; the bar before the last is always among them.
 *
 * A finding is proof of look-ahead (or of a computation that is not deterministic). No finding is
 * evidence only: what peeks on rare occasions may escape, and a value that moves the past by less than
 * rounding does too. Costs 2 x cuts + 1 computations.
 * @returns per column, the earliest bar found with a truncated and with a perturbed future; empty when clean.
 * @throws when there are fewer than three bars, or a column appears or vanishes with the future.
 */
export function detectLookAhead(compute: SeriesOf, bars: Bars, options: LookAheadOptions): LookAhead[] {
  const length = bars.time.length;
  if (length < 3) throw new Error(`detectLookAhead: needs at least 3 bars, had ${length}`);
  const whole = copyColumns(compute(bars));
  const ignored = new Set(options.ignore);
  const found = new Map<string, LookAhead>();
  for (const cut of chooseCuts(length, options.cuts ?? 12, options.random)) {
    for (const future of ['truncated', 'perturbed'] as const) {
      const changed =
        future === 'truncated' ? truncate(bars, cut) : perturb(bars, cut, options.random.stream(cut));
      const columns = compute(changed);
      checkNames(whole, columns, cut);
      for (const [column, expected] of Object.entries(whole)) {
        if (ignored.has(column)) continue;
        const bar = firstDifference(expected, columns[column], cut);
        const earlier = found.get(`${future} ${column}`);
        if (bar < 0 || (earlier !== undefined && earlier.bar <= bar)) continue;
        found.set(`${future} ${column}`, {
          column,
          bar,
          time: bars.time[bar],
          cut,
          future,
          expected: expected[bar],
          actual: columns[column][bar] ?? Number.NaN,
        });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.bar - b.bar || (a.column < b.column ? -1 : 1));
}

/** A finding in one sentence, for an error or a report. */
export function describeLookAhead(finding: LookAhead): string {
  const { column, bar, time, cut, future, expected, actual } = finding;
  const date = new Date(time).toISOString().slice(0, 10);
  const change = future === 'truncated' ? 'are removed' : 'are changed';
  return `"${column}" looks ahead: its value at bar ${bar} (${date}) is ${expected}, but ${actual} when the bars after bar ${cut} ${change}`;
}

/** A copy, because the computation may hand out its own memory again. */
function copyColumns(columns: Readonly<Record<string, ArrayLike<number>>>): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
  );
}

function chooseCuts(length: number, count: number, random: Random): number[] {
  const cuts = new Set<number>([length - 2]);
  const even = Math.ceil(count / 2);
  for (let k = 1; k <= even; k++) cuts.add(Math.floor((k * (length - 1)) / (even + 1)));
  for (let k = even; k < count - 1; k++) cuts.add(random.integer(length - 1));
  return [...cuts].sort((a, b) => a - b);
}

function truncate(bars: Bars, cut: number): Bars {
  const keep = (column: Float64Array) => column.slice(0, cut + 1);
  return {
    time: keep(bars.time),
    open: keep(bars.open),
    high: keep(bars.high),
    low: keep(bars.low),
    close: keep(bars.close),
    volume: keep(bars.volume),
    interval: bars.interval,
  };
}

/** The same bars up to the cut; afterwards each bar scaled by a factor of its own, so ranges stay ranges. */
function perturb(bars: Bars, cut: number, random: Random): Bars {
  const factor = new Float64Array(bars.time.length).fill(1);
  const volumeFactor = factor.slice();
  for (let i = cut + 1; i < factor.length; i++) {
    factor[i] = Math.exp(0.2 * random.normal());
    volumeFactor[i] = Math.exp(random.normal());
  }
  const scale = (column: Float64Array, by: Float64Array) => column.map((value, i) => value * by[i]);
  return {
    time: bars.time.slice(),
    open: scale(bars.open, factor),
    high: scale(bars.high, factor),
    low: scale(bars.low, factor),
    close: scale(bars.close, factor),
    volume: scale(bars.volume, volumeFactor),
    interval: bars.interval,
  };
}

function checkNames(
  whole: Readonly<Record<string, Float64Array>>,
  columns: Readonly<Record<string, ArrayLike<number>>>,
  cut: number,
): void {
  const expected = Object.keys(whole).sort().join(', ');
  const actual = Object.keys(columns).sort().join(', ');
  if (expected !== actual) {
    throw new Error(
      `detectLookAhead: columns must not depend on the future; were [${expected}] with all bars and [${actual}] when bars after ${cut} changed`,
    );
  }
}

/** First index up to the cut at which the values differ (NaN equals NaN, −0 equals 0), or −1. */
function firstDifference(expected: Float64Array, actual: ArrayLike<number>, cut: number): number {
  const end = Math.min(cut, expected.length - 1);
  for (let i = 0; i <= end; i++) {
    const a = expected[i];
    const b = actual[i];
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) return i;
  }
  return -1;
}
