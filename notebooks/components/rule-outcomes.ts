import type { LoadedMarket } from './market-reader.js';
import type { RuleMatches } from './rule-matches.js';

/** What happened after matches, as the ledger counts it: gain for the side, against the benchmark. */
export interface OutcomeRow {
  readonly group: string;
  /** Matches whose horizon has come due. */
  readonly n: number;
  /** Matches whose horizon has not: fewer bars than that follow them. */
  readonly open: number;
  /** Sessions with a match that has come due: what the interval counts. */
  readonly days: number;
  readonly mean: number | null;
  /** Of the mean over days, widened for overlapping horizons; null with fewer than two days. */
  readonly stdErr: number | null;
  readonly hitRate: number | null;
}

export const HORIZONS = [1, 5, 10, 21] as const;

/** Which group a match belongs to; undefined leaves it out. */
export type Grouping = (symbol: number, bar: number, session: number) => string | undefined;

/**
 * Gains `horizon` of the symbol's own bars after each match, close to close, less the benchmark's over the
 * same dates (nothing is taken off where it has none), grouped.
 */
export function outcomesAfter(
  market: LoadedMarket,
  matches: RuleMatches,
  direction: 'long' | 'short',
  horizon: number,
  grouping: Grouping,
): OutcomeRow[] {
  const side = direction === 'long' ? 1 : -1;
  const groups = new Map<string, GroupSums>();
  const { symbols, sessions } = market;
  const { count, symbol, bar } = matches;
  for (let m = 0; m < count; m++) {
    const { bars, benchmarkClose, sessionOfBar } = symbols[symbol[m]];
    const { close } = bars;
    const i = bar[m];
    const j = i + horizon;
    const session = sessionOfBar[i];
    const group = grouping(symbol[m], i, session);
    if (group === undefined) continue;
    let sums = groups.get(group);
    if (sums === undefined) {
      sums = noSums(sessions.length);
      groups.set(group, sums);
    }
    if (j >= close.length) {
      sums.open++;
      continue;
    }
    const benchmark = benchmarkClose ? benchmarkClose[j] / benchmarkClose[i] - 1 : 0;
    const gain = side * (close[j] / close[i] - 1 - (Number.isNaN(benchmark) ? 0 : benchmark));
    sums.n++;
    sums.total += gain;
    if (gain > 0) sums.hits++;
    if (sums.matchesOf[session]++ === 0) sums.order[sums.days++] = session;
    sums.totalOf[session] += gain;
  }
  return [...groups].map(([group, sums]) => summarise(group, sums, horizon));
}

interface GroupSums {
  n: number;
  open: number;
  total: number;
  hits: number;
  /** Matches and sum of gains by session: columns, as a rule may have hundreds of thousands of matches. */
  readonly matchesOf: Int32Array;
  readonly totalOf: Float64Array;
  /** Sessions with a match, as they came. */
  readonly order: Int32Array;
  days: number;
}

function noSums(sessions: number): GroupSums {
  return {
    n: 0,
    open: 0,
    total: 0,
    hits: 0,
    matchesOf: new Int32Array(sessions),
    totalOf: new Float64Array(sessions),
    order: new Int32Array(sessions),
    days: 0,
  };
}

/** Matches of one day move together: the error is that of the daily means, widened by √min(horizon, days). */
function summarise(group: string, sum: GroupSums, horizon: number): OutcomeRow {
  const { days, n, open, order, totalOf, matchesOf } = sum;
  if (n === 0) return { group, n, open, days, mean: null, stdErr: null, hitRate: null };
  const means = Array.from(order.subarray(0, days), (session) => totalOf[session] / matchesOf[session]);
  const middle = means.reduce((total, mean) => total + mean, 0) / days;
  const squares = means.reduce((total, mean) => total + (mean - middle) ** 2, 0);
  const stdErr =
    days < 2 ? null : Math.sqrt(squares / (days - 1) / days) * Math.sqrt(Math.min(horizon, days));
  return { group, n, open, days, mean: sum.total / n, stdErr, hitRate: sum.hits / n };
}
