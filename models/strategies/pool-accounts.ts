import type { Rejection, SimulationResult, Totals, Trade } from '../simulation/index.js';
import { sumAccounts } from './sum-accounts.js';

/** What one symbol's own account came to. */
export interface OwnAccount {
  readonly symbol: string;
  /** Dates of the symbol's bars. */
  readonly time: Float64Array;
  readonly result: Pick<SimulationResult, 'equity' | 'trades' | 'rejections' | 'totals'>;
}

/** Accounts of single symbols, looked at as one. */
export interface PooledAccount {
  readonly time: Float64Array;
  /** Sum of the accounts, in cash, by the rule of `sumAccounts`. */
  readonly equity: Float64Array;
  /** Each with its symbol, by entry. */
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
  readonly totals: Totals;
}

/** Adds accounts of single symbols up: equities by date, costs, trades in the order in which they were entered. */
export function poolAccounts(accounts: readonly OwnAccount[]): PooledAccount {
  const totals: Totals = {
    commission: 0,
    slippage: 0,
    borrow: 0,
    interest: 0,
    dividends: 0,
    turnover: 0,
    fills: 0,
  };
  for (const { result } of accounts) {
    for (const key of Object.keys(totals) as (keyof Totals)[]) totals[key] += result.totals[key];
  }
  return {
    ...sumAccounts(accounts.map(({ time, result }) => ({ time, equity: result.equity }))),
    trades: accounts
      .flatMap(({ symbol, result }) => result.trades.map((trade) => ({ ...trade, symbol })))
      .sort((a, b) => a.entryTime - b.entryTime),
    rejections: accounts.flatMap(({ symbol, result }) =>
      result.rejections.map((rejection) => ({ ...rejection, symbol })),
    ),
    totals,
  };
}
