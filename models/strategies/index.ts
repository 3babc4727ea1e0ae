export { admitsParameters } from './admits-parameters.js';
export { findStrategy, strategies } from './catalogue.js';
export type { CompiledStrategy, StrategyPanel } from './compile-strategy.js';
export { knownBenchmark } from './known-benchmark.js';
export { compileStrategy, runPortfolioStrategy, runStrategy, strategySource } from './compile-strategy.js';
export type {
  CodeStrategy,
  ParameterValues,
  RuleStrategy,
  Strategy,
  StrategyParameter,
  StrategyRules,
} from './strategy.js';
export type { Backtest, BacktestInputs, BacktestOptions, SymbolBacktest } from './run-backtest.js';
export { runBacktest } from './run-backtest.js';
export type { OwnAccount, PooledAccount } from './pool-accounts.js';
export { poolAccounts } from './pool-accounts.js';
export type { RunSettings } from './run-settings.js';
export { settingsOnTop } from './run-settings.js';
export { resolveParameters } from './strategy.js';
export { strategyColumns } from './strategy-columns.js';
export { sumAccounts } from './sum-accounts.js';
export type { Sweep } from './sweep-strategy.js';
export { prepareSweep } from './sweep-strategy.js';
export { strategyTemplate } from './template.js';
export { withVolatility } from './with-volatility.js';
