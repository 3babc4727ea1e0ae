import type { Bars } from '../bars/index.js';
import type { Random } from '../random/index.js';
import { changeFuture, type Future, lastBarAt } from './changed-future.js';

/** Named series; index i is bar i. */
export type Columns = Readonly<Record<string, ArrayLike<number>>>;

export interface LookAheadOptions {
  readonly random: Random;
  /** Bars at which the future is cut off or changed. Default 12. */
  readonly cuts?: number;
  /** Bars of the longest symbol to cut at as well: where something is decided, what peeks must show. */
  readonly at?: readonly number[];
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
  readonly future: Future;
  /** With the whole history, and with the changed future; NaN also where the value was missing. */
  readonly expected: number;
  readonly actual: number;
}

/** The same in a panel: of which symbol, by its place in the panel. */
export interface PanelLookAhead extends LookAhead {
  readonly symbolIndex: number;
}

/**
 * Looks for use of the future in anything computed from the bars of one symbol: an indicator, a feature,
 * a strategy's positions. See `detectPanelLookAhead`.
 * @throws when there are fewer than three bars, or a column appears or vanishes with the future.
 */
export function detectLookAhead(
  compute: (bars: Bars) => Columns,
  bars: Bars,
  options: LookAheadOptions,
): LookAhead[] {
  const found = detectPanelLookAhead((panel) => [compute(panel[0])], [bars], options);
  return found.map(({ column, bar, time, cut, future, expected, actual }) => ({
    column,
    bar,
    time,
    cut,
    future,
    expected,
    actual,
  }));
}

/**
 * Looks for use of the future in anything computed from a panel of symbols, cross-sectional scans and
 * portfolios included: recomputes everything with the bars after a moment removed from every symbol, and
 * again with them replaced by others, and compares all values up to that moment, bit for bit. Half of
 * the moments are spread evenly over the longest symbol's bars, half drawn at random; its last bar but
 * one is always among them.
 *
 * A finding is proof of look-ahead (or of a computation that is not deterministic). No finding is
 * evidence only: what peeks on rare occasions may escape. Costs 2 x cuts + 1 computations.
 * @param compute columns for each symbol of the panel, in its order; a truncated symbol may have no bars.
 * @returns per symbol and column, the earliest bar found with a truncated and with a perturbed future, in
 * order of time; empty when clean.
 * @throws when no symbol has three bars, or a column appears or vanishes with the future.
 */
export function detectPanelLookAhead(
  compute: (panel: readonly Bars[]) => readonly Columns[],
  panel: readonly Bars[],
  options: LookAheadOptions,
): PanelLookAhead[] {
  const longest = panel.reduce<Float64Array>(
    (most, { time }) => (time.length > most.length ? time : most),
    new Float64Array(0),
  );
  if (longest.length < 3) {
    throw new Error(`detectLookAhead: needs at least 3 bars, had ${longest.length}`);
  }
  const ignored = new Set(options.ignore);
  const inside = (options.at ?? []).filter((bar) => bar >= 0 && bar < longest.length - 1);
  // Copies, because the computation may hand out its own memory again.
  const whole = compute(panel).map((columns) =>
    Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)] as const),
  );
  const found = new Map<string, PanelLookAhead>();
  const cuts = new Set([...chooseCuts(longest.length, options.cuts ?? 12, options.random), ...inside]);
  for (const cut of cuts) {
    for (const future of ['truncated', 'perturbed'] as const) {
      const source = options.random.stream(cut);
      const changed = panel.map((bars, s) => changeFuture(bars, longest[cut], future, source.stream(s)));
      compute(changed).forEach((columns, symbolIndex) => {
        const own = lastBarAt(panel[symbolIndex], longest[cut]);
        checkNames(
          whole[symbolIndex].map(([name]) => name),
          Object.keys(columns),
          own,
        );
        for (const [column, expected] of whole[symbolIndex]) {
          if (ignored.has(column)) continue;
          const key = `${future} ${symbolIndex} ${column}`;
          const bar = firstDifference(expected, columns[column], own);
          if (bar < 0 || (found.get(key)?.bar ?? Number.POSITIVE_INFINITY) <= bar) continue;
          found.set(key, {
            symbolIndex,
            column,
            bar,
            time: panel[symbolIndex].time[bar],
            cut: own,
            future,
            expected: expected[bar],
            actual: columns[column][bar] ?? Number.NaN,
          });
        }
      });
    }
  }
  return [...found.values()].sort(
    (a, b) => a.time - b.time || a.symbolIndex - b.symbolIndex || (a.column < b.column ? -1 : 1),
  );
}

/** A finding in one sentence, for an error or a report. */
export function describeLookAhead(finding: LookAhead): string {
  const { column, bar, time, cut, future, expected, actual } = finding;
  const date = new Date(time).toISOString().slice(0, 10);
  const change = future === 'truncated' ? 'are removed' : 'are changed';
  return `"${column}" looks ahead: its value at bar ${bar} (${date}) is ${expected}, but ${actual} when the bars after bar ${cut} ${change}`;
}

function chooseCuts(length: number, count: number, random: Random): number[] {
  const cuts = new Set<number>([length - 2]);
  const even = Math.ceil(count / 2);
  for (let k = 1; k <= even; k++) cuts.add(Math.floor((k * (length - 1)) / (even + 1)));
  for (let k = even; k < count - 1; k++) cuts.add(random.integer(length - 1));
  return [...cuts].sort((a, b) => a - b);
}

function checkNames(whole: readonly string[], names: readonly string[], cut: number): void {
  const expected = [...whole].sort().join(', ');
  const actual = [...names].sort().join(', ');
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
