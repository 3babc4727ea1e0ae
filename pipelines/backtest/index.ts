export type { InputOptions, LoadedInputs } from './load-inputs.js';
export { loadInputs } from './load-inputs.js';
export type { Backtest, BacktestOptions, SymbolBacktest } from './run-backtest.js';
export { runBacktest } from './run-backtest.js';
export { sumAccounts } from './sum-accounts.js';
