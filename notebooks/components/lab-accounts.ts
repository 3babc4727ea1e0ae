import type { Bars } from '../models/bars/index.js';
import type { PortfolioSettings, SimulationResult, Totals, Trade } from '../models/simulation/index.js';
import {
  type BacktestInputs,
  type CompiledStrategy,
  poolAccounts,
  runPortfolioStrategy,
  runStrategy,
} from '../models/strategies/index.js';
import type { LoadedMarket } from './market-reader.js';
import { oneAccountSettings } from './one-account.js';
import type { SandboxPortfolio } from './sandbox-protocol.js';

const CASH = 100_000;

/** What a run left behind, before it is looked at. */
export interface LabAccount {
  readonly time: Float64Array;
  /** In cash. */
  readonly equity: Float64Array;
  /** What it began with, in cash. */
  readonly cash: number;
  /** Value of all positions without their sign, as a share of equity; empty for accounts added up. */
  readonly exposure: Float64Array;
  readonly trades: readonly Trade[];
  readonly rejectedCount: number;
  readonly totals: Readonly<Totals>;
}

/** Cash and costs of every run in the Lab. */
export function labSettings(costBps: number): PortfolioSettings {
  return { cash: CASH, commission: { bps: costBps } };
}

/** @throws Error for an unknown symbol, or a strategy that chooses among many. */
export function runSymbol(
  market: LoadedMarket,
  compiled: CompiledStrategy,
  costs: PortfolioSettings,
  symbol: string,
): LabAccount {
  const inputs = findSymbol(market, symbol);
  if (compiled.strategy.account === 'portfolio') {
    throw new Error(`${compiled.strategy.title} chooses among many symbols: run it on the universe`);
  }
  return accountOf(inputs.bars, runStrategy(compiled, inputs, costs));
}

/** @throws Error when the symbol has no bars. */
export function findSymbol(market: LoadedMarket, symbol: string): LoadedMarket['symbols'][number] {
  const found = market.symbols.find((candidate) => candidate.symbol === symbol);
  if (!found) throw new Error(`there is no symbol "${symbol}" with bars`);
  return found;
}

/** The account of a run on one symbol. */
export function accountOf(
  { time, close }: Pick<Bars, 'time' | 'close'>,
  { equity, position, trades, rejections, totals }: Omit<SimulationResult, 'cash'>,
): LabAccount {
  return {
    time,
    equity,
    cash: CASH,
    exposure: position.map((shares, i) => Math.abs(shares * close[i]) / equity[i]),
    trades,
    rejectedCount: rejections.length,
    totals,
  };
}

/** All symbols in one account; a strategy for one symbol holds up to 20 positions of a twentieth of equity. */
export function runUniverse(
  market: LoadedMarket,
  compiled: CompiledStrategy,
  costs: PortfolioSettings,
): LabAccount {
  const symbols = market.symbols.map(({ symbol }) => symbol);
  const settings = { ...costs, ...oneAccountSettings(compiled.strategy) };
  const run = runPortfolioStrategy(compiled, { symbols, inputs: market.symbols }, settings);
  return accountOfAll({ ...run, rejectedCount: run.rejections.length });
}

/** The account of a run in which all symbols share the cash. */
export function accountOfAll({
  time,
  equity,
  longValue,
  shortValue,
  trades,
  rejectedCount,
  totals,
}: SandboxPortfolio): LabAccount {
  const exposure = equity.map((value, i) => (longValue[i] + shortValue[i]) / value);
  return { time, equity, cash: CASH, exposure, trades, rejectedCount, totals };
}

/**
 * Each symbol in an account of its own, added up: the backtest of the command line and the nightly.
 * @throws Error for a strategy that chooses among many symbols.
 */
export function runEach(
  market: LoadedMarket,
  compiled: CompiledStrategy,
  costs: PortfolioSettings,
): LabAccount {
  if (compiled.strategy.account === 'portfolio') {
    throw new Error(`${compiled.strategy.title} chooses among many symbols: run it in one account`);
  }
  const own = market.symbols.map((inputs) => {
    try {
      return { symbol: inputs.symbol, time: inputs.bars.time, result: runStrategy(compiled, inputs, costs) };
    } catch (error) {
      throw new Error(`${inputs.symbol}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  });
  return pooledAccount(own);
}

/** Accounts added up, each with the cash of its own. */
export function pooledAccount(own: Parameters<typeof poolAccounts>[0]): LabAccount {
  const { rejections, ...pooled } = poolAccounts(own);
  return {
    ...pooled,
    cash: CASH * own.length,
    exposure: new Float64Array(0),
    rejectedCount: rejections.length,
  };
}

/** The market as the command line's backtest reads it. */
export function backtestInputs({ symbols, header, sessions, first }: LoadedMarket): BacktestInputs {
  const close = Float64Array.from(sessions, (_, i) => header.benchmark[first + i] ?? Number.NaN);
  const isKnown = (_: number, i: number) => !Number.isNaN(close[i]);
  return {
    symbols: symbols.map(({ symbol }) => symbol),
    inputs: symbols,
    market: { benchmark: { time: sessions.filter(isKnown), close: close.filter(isKnown) } },
  };
}
