import type { LoadedMarket } from './market-reader.js';
import type { RuleMatches } from './rule-matches.js';

/** What happened after matches, as the ledger counts it: gain for the side, against the benchmark. */
export interface OutcomeRow {
  readonly group: string;
  readonly n: number;
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
  const sums = new Map<string, GroupSums>();
  for (let m = 0; m < matches.count; m++) {
    const { bars, benchmarkClose, sessionOfBar } = market.symbols[matches.symbol[m]];
    const i = matches.bar[m];
    const j = i + horizon;
    if (j >= bars.close.length) continue;
    const group = grouping(matches.symbol[m], i, sessionOfBar[i]);
    if (group === undefined) continue;
    let sum = sums.get(group);
    if (sum === undefined) {
      sum = { n: 0, total: 0, hits: 0, byDay: new Map() };
      sums.set(group, sum);
    }
    const benchmark = benchmarkClose ? benchmarkClose[j] / benchmarkClose[i] - 1 : 0;
    const gain = side * (bars.close[j] / bars.close[i] - 1 - (Number.isNaN(benchmark) ? 0 : benchmark));
    sum.n++;
    sum.total += gain;
    if (gain > 0) sum.hits++;
    const day = sum.byDay.get(sessionOfBar[i]);
    if (day) {
      day.n++;
      day.total += gain;
    } else {
      sum.byDay.set(sessionOfBar[i], { n: 1, total: gain });
    }
  }
  return [...sums].map(([group, sum]) => summarise(group, sum, horizon));
}

interface GroupSums {
  n: number;
  total: number;
  hits: number;
  readonly byDay: Map<number, { n: number; total: number }>;
}

/** Matches of one day move together: the error is that of the daily means, widened by √min(horizon, days). */
function summarise(group: string, sum: GroupSums, horizon: number): OutcomeRow {
  const means = Array.from(sum.byDay.values(), (day) => day.total / day.n);
  const days = means.length;
  const middle = means.reduce((total, mean) => total + mean, 0) / days;
  const squares = means.reduce((total, mean) => total + (mean - middle) ** 2, 0);
  const stdErr =
    days < 2 ? null : Math.sqrt(squares / (days - 1) / days) * Math.sqrt(Math.min(horizon, days));
  return { group, n: sum.n, days, mean: sum.total / sum.n, stdErr, hitRate: sum.hits / sum.n };
}
