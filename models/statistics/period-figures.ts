import { isoDate } from '../bars/index.js';
import { type FigureOptions, figures } from './figures.js';
import type { TradeRow } from './trade-columns.js';

/** The account over one calendar period. */
export interface PeriodRow {
  /** `2016`, `2016-Q3` or `2016-03`. */
  readonly period: string;
  /** Bars whose close lies in the period. */
  readonly bars: number;
  /** From the last close before the period (the first close of all, at the start) to its last close. */
  readonly totalReturn: number;
  readonly volAnnual: number;
  readonly sharpe: number;
  /** Within the period. */
  readonly maxDrawdown: number;
  /** NaN without a benchmark. */
  readonly benchmarkReturn: number;
  /** Closed trades by the date of their exit. */
  readonly trades: number;
  readonly winRate: number;
  readonly pnl: number;
}

export type Period = 'year' | 'quarter' | 'month';

/**
 * The account by calendar year, quarter or month, in order of time. Returns of the periods compound to
 * the total return. Definitions as in `FIGURES`; a short first or last period is annualised like any.
 */
export function figuresByPeriod(
  equity: Float64Array,
  time: Float64Array,
  trades: readonly TradeRow[],
  period: Period,
  options: FigureOptions = {},
): PeriodRow[] {
  const rows: PeriodRow[] = [];
  for (let from = 0; from < equity.length; ) {
    const name = periodName(time[from], period);
    let to = from + 1;
    while (to < equity.length && periodName(time[to], period) === name) to++;
    const start = Math.max(0, from - 1);
    const benchmark = options.benchmark?.subarray(start, to);
    const slice = figures(equity.subarray(start, to), time.subarray(start, to), [], {
      ...options,
      benchmark,
    });
    const closed = trades.filter(
      ({ exitTime, status }) => status === 'closed' && exitTime >= time[from] && exitTime <= time[to - 1],
    );
    rows.push({
      period: name,
      bars: to - from,
      totalReturn: slice.totalReturn,
      volAnnual: slice.volAnnual,
      sharpe: slice.sharpe,
      maxDrawdown: slice.maxDrawdown,
      benchmarkReturn: slice.benchmarkReturn,
      trades: closed.length,
      winRate: closed.filter(({ pnl }) => pnl > 0).length / closed.length,
      pnl: closed.reduce((sum, { pnl }) => sum + pnl, 0),
    });
    from = to;
  }
  return rows;
}

function periodName(time: number, period: Period): string {
  const date = isoDate(time);
  if (period === 'year') return date.slice(0, 4);
  if (period === 'month') return date.slice(0, 7);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
