import { alignBenchmark } from '../bars/index.js';
import type { SymbolInputs } from '../expressions/index.js';
import type { Rejection, Totals, Trade } from '../simulation/index.js';
import { type Convention, figures } from '../statistics/index.js';
import {
  type CompiledStrategy,
  runPortfolioStrategy,
  runStrategy,
  type StrategyPanel,
} from './compile-strategy.js';
import { knownBenchmark } from './known-benchmark.js';
import { type OwnAccount, poolAccounts } from './pool-accounts.js';
import type { RunSettings } from './run-settings.js';

export interface BacktestOptions {
  /** Each symbol in an account of its own, or all in one. */
  readonly account: 'each' | 'portfolio';
  /** Costs and sizes of the user; they go on top of the strategy's own. */
  readonly settings: RunSettings;
  readonly convention?: Convention;
  readonly riskFreeRate?: number;
}

/** What a backtest gave. With several accounts, equity is their sum and every account's figures stand in `bySymbol`. */
export interface Backtest {
  readonly account: 'each' | 'portfolio';
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
  readonly totals: Totals;
  readonly figures: Readonly<Record<string, number>>;
  /** The same capital in the benchmark, and in the symbols held from the first bar on. */
  readonly comparison: { readonly benchmarkReturn: number; readonly buyAndHoldReturn: number };
  readonly bySymbol: readonly SymbolBacktest[];
  readonly failures: readonly { readonly symbol: string; readonly message: string }[];
}

export interface SymbolBacktest {
  readonly symbol: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Symbols with what expressions see of each, and the benchmark they are compared with. */
export interface BacktestInputs extends StrategyPanel {
  readonly market: { readonly benchmark: Parameters<typeof alignBenchmark>[1] };
}

/** Runs a compiled strategy on loaded symbols. A symbol that fails is reported; the others go on. */
export function runBacktest(
  strategy: CompiledStrategy,
  loaded: BacktestInputs,
  options: BacktestOptions,
): Backtest {
  return options.account === 'portfolio'
    ? inOneAccount(strategy, loaded, options)
    : eachOnItsOwn(strategy, loaded, options);
}

function eachOnItsOwn(
  strategy: CompiledStrategy,
  loaded: BacktestInputs,
  options: BacktestOptions,
): Backtest {
  const accounts: OwnAccount[] = [];
  const bySymbol: SymbolBacktest[] = [];
  const failures: { symbol: string; message: string }[] = [];
  loaded.inputs.forEach((inputs, k) => {
    const symbol = loaded.symbols[k];
    try {
      const result = runStrategy(strategy, inputs, options.settings);
      const { time } = inputs.bars;
      const own = figuresOf(result.equity, time, result.trades, inputs.benchmarkClose, options);
      accounts.push({ symbol, time, result });
      bySymbol.push({ symbol, figures: own });
    } catch (error) {
      failures.push({ symbol, message: error instanceof Error ? error.message : String(error) });
    }
  });
  const pooled = poolAccounts(accounts);
  const benchmark = alignBenchmark(pooled.time, loaded.market.benchmark);
  return {
    account: 'each',
    ...pooled,
    figures:
      bySymbol.length === 1
        ? bySymbol[0].figures
        : figuresOf(pooled.equity, pooled.time, pooled.trades, benchmark, options),
    comparison: comparisonOf(loaded.inputs, benchmark),
    bySymbol,
    failures,
  };
}

function inOneAccount(
  strategy: CompiledStrategy,
  loaded: BacktestInputs,
  options: BacktestOptions,
): Backtest {
  const result = runPortfolioStrategy(strategy, loaded, options.settings);
  const benchmark = alignBenchmark(result.time, loaded.market.benchmark);
  return {
    account: 'portfolio',
    time: result.time,
    equity: result.equity,
    trades: result.trades,
    rejections: result.rejections,
    totals: { ...result.totals },
    figures: figuresOf(result.equity, result.time, result.trades, benchmark, options),
    comparison: comparisonOf(loaded.inputs, benchmark),
    bySymbol: [],
    failures: [],
  };
}

function figuresOf(
  equity: Float64Array,
  time: Float64Array,
  trades: readonly Trade[],
  benchmark: Float64Array | undefined,
  { convention, riskFreeRate }: BacktestOptions,
): Record<string, number> {
  return figures(equity, time, trades, {
    convention,
    riskFreeRate,
    benchmark: knownBenchmark(benchmark),
  });
}

function comparisonOf(inputs: readonly SymbolInputs[], benchmark: Float64Array): Backtest['comparison'] {
  const known = benchmark.filter((level) => !Number.isNaN(level));
  const held = inputs.map(({ bars: { close } }) => close[close.length - 1] / close[0] - 1);
  return {
    benchmarkReturn: known.length === 0 ? Number.NaN : known[known.length - 1] / known[0] - 1,
    buyAndHoldReturn: held.reduce((sum, value) => sum + value, 0) / held.length,
  };
}
