import type { BenchmarkSummary } from './benchmark-summary.js';
import type { EquitySummary } from './equity-summary.js';
import type { FigureBasis } from './figure-basis.js';
import type { SharpeSample } from './sharpe-distribution.js';
import type { TradeSummary } from './trade-summary.js';

/** Whose definitions to use where they differ. `technic` is the default. */
export type Convention = 'technic' | 'backtesting.py' | 'vectorbt';

/** Everything a figure may be computed from. */
export interface Account {
  readonly equity: EquitySummary;
  /** Sharpe ratio per bar above the risk-free rate, with skewness and kurtosis of the returns. */
  readonly sample: SharpeSample;
  readonly trades: TradeSummary;
  /** Calendar years of 365.25 days from the first to the last bar. */
  readonly years: number;
  /** (E[n]/E[0])^(1/years) − 1; −1 when nothing is left, NaN when no time has passed. */
  readonly annualGrowth: number;
  /** Absent where no benchmark was given; its figures are NaN then. */
  readonly benchmark: BenchmarkSummary | undefined;
  /** Bars in a year, for annualising. */
  readonly periodsPerYear: number;
  /** Per year, and per bar (rate / periodsPerYear). */
  readonly riskFreeRate: number;
  readonly riskFreePerBar: number;
}

export type FigureGroup = 'return' | 'risk' | 'drawdown' | 'trades' | 'benchmark';

/** How a figure is shown: a fraction as percent, a ratio plain, a date from epoch milliseconds. */
export type FigureUnit = 'fraction' | 'ratio' | 'cash' | 'count' | 'bars' | 'days' | 'years' | 'date';

/**
 * One figure, defined once: pages, the command line, the documentation and the sweep read this record.
 * In definitions: E equity, r returns (the first bar has none), n their number, rf the risk-free rate,
 * P bars in a year; a closed trade has been exited; pnl is net of fees.
 */
export interface Figure {
  /** camelCase; unique. */
  readonly name: string;
  readonly title: string;
  readonly group: FigureGroup;
  readonly unit: FigureUnit;
  /** Which way is better, for sorting and colour. */
  readonly better: 'higher' | 'lower' | 'neither';
  /** n, ddof, risk-free rate, day count and open-trade policy of the default definition. */
  readonly basis: FigureBasis;
  /** Formula, and what becomes of the degenerate case. */
  readonly definition: string;
  readonly source: string;
  /** NaN where it cannot be known. */
  compute(account: Account): number;
  /** Where another library defines it differently. */
  readonly variants?: Partial<Record<Exclude<Convention, 'technic'>, FigureVariant>>;
}

export interface FigureVariant {
  readonly definition: string;
  compute(account: Account): number;
}
