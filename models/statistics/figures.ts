import { ACTIVITY_FIGURES } from './activity-figures.js';
import { BENCHMARK_FIGURES } from './benchmark-figures.js';
import { type BenchmarkReturns, prepareBenchmark } from './benchmark-returns.js';
import { type BenchmarkSummary, summariseBenchmark } from './benchmark-summary.js';
import { DRAWDOWN_FIGURES } from './drawdown-figures.js';
import { createEquityWorkspace, type EquityWorkspace, summariseEquity } from './equity-summary.js';
import type { Account, Convention, Figure } from './figure.js';
import { annualGrowthOf, RETURN_FIGURES, yearsOf } from './return-figures.js';
import { RETURN_SHAPE_FIGURES } from './return-shape-figures.js';
import { RISK_FIGURES, sharpeSample } from './risk-figures.js';
import { TRADE_FIGURES } from './trade-figures.js';
import { type TradeColumns, type TradeRow, tradeColumns } from './trade-columns.js';
import { emptyTradeSummary, summariseTrades, type TradeSummary } from './trade-summary.js';

export interface FigureOptions {
  /** Bars in a year, for annualising: 252 for daily bars (the default), 252 x 6.5 for hours. */
  readonly periodsPerYear?: number;
  /** Per year; rate / periodsPerYear is taken per bar. Default 0. */
  readonly riskFreeRate?: number;
  /** Level of a benchmark on the same bars. */
  readonly benchmark?: Float64Array;
  /** Whose definitions to use where they differ. Default 'technic'. */
  readonly convention?: Convention;
}

/** The same for filling figures again and again: a benchmark is prepared once. */
export interface FillOptions extends Omit<FigureOptions, 'benchmark'> {
  readonly benchmark?: BenchmarkReturns;
}

/** Every figure, in the order they are shown and in which `fillFigures` writes them. */
export const FIGURES: readonly Figure[] = [
  ...RETURN_FIGURES,
  ...RISK_FIGURES,
  ...RETURN_SHAPE_FIGURES,
  ...DRAWDOWN_FIGURES,
  ...TRADE_FIGURES,
  ...ACTIVITY_FIGURES,
  ...BENCHMARK_FIGURES,
];

/** Memory for filling figures of equity curves of up to `bars` bars, again and again. */
export interface FigureWorkspace {
  readonly equity: EquityWorkspace;
  readonly trades: TradeSummary;
}

/** Memory for the figures of curves of up to `bars` bars. */
export function createFigureWorkspace(bars: number): FigureWorkspace {
  return { equity: createEquityWorkspace(bars), trades: emptyTradeSummary() };
}

/**
 * All figures of an account, by name; NaN where a figure cannot be known.
 * @param equity at the close of each bar, after that bar's fills; finite.
 * @param time bar starts, UTC epoch ms, ascending, as long as `equity`.
 * @param trades in any order; open ones are marked at the last close.
 * @throws when lengths differ, or an equity is not finite (says which bar).
 */
export function figures(
  equity: Float64Array,
  time: Float64Array,
  trades: readonly TradeRow[],
  options: FigureOptions = {},
): Record<string, number> {
  if (time.length !== equity.length) {
    throw new Error(`figures: equity has ${equity.length} bars, time has ${time.length}`);
  }
  const unusable = equity.findIndex((value) => !Number.isFinite(value));
  if (unusable >= 0) {
    throw new Error(`figures: equity at bar ${unusable} must be a finite number, was ${equity[unusable]}`);
  }
  const values = new Float64Array(FIGURES.length);
  const workspace = createFigureWorkspace(equity.length);
  const benchmark = options.benchmark && prepareBenchmark(options.benchmark);
  fillFigures(equity, time, tradeColumns(trades, time), { ...options, benchmark }, workspace, values);
  return Object.fromEntries(FIGURES.map((figure, k) => [figure.name, values[k]]));
}

/**
 * The same figures for sweeps: `output[k]` becomes figure k of `FIGURES`. Reads the equity three times
 * and allocates nothing but a few small objects; about 10 ns a bar. Inputs are trusted.
 */
export function fillFigures(
  equity: Float64Array,
  time: Float64Array,
  trades: TradeColumns,
  options: FillOptions,
  workspace: FigureWorkspace,
  output: Float64Array,
): Float64Array {
  const periodsPerYear = options.periodsPerYear ?? 252;
  const riskFreeRate = options.riskFreeRate ?? 0;
  const convention = options.convention ?? 'technic';
  const riskFreePerBar = riskFreeRate / periodsPerYear;
  const summary = summariseEquity(equity, time, riskFreePerBar, workspace.equity);
  const benchmark: BenchmarkSummary | undefined =
    options.benchmark &&
    summariseBenchmark(workspace.equity.returns, summary.n, summary.mean, options.benchmark);
  const years = yearsOf(summary);
  const account: Account = {
    equity: summary,
    sample: sharpeSample(summary, riskFreePerBar),
    trades: summariseTrades(trades, equity.length, workspace.trades),
    years,
    annualGrowth: annualGrowthOf(summary, years),
    benchmark,
    periodsPerYear,
    riskFreeRate,
    riskFreePerBar,
  };
  for (let k = 0; k < FIGURES.length; k++) {
    const figure = FIGURES[k];
    const variant = convention === 'technic' ? undefined : figure.variants?.[convention];
    output[k] = variant === undefined ? figure.compute(account) : variant.compute(account);
  }
  return output;
}
