import type { Bars } from '../models/bars/index.js';
import type { PortfolioSettings, SimulationResult, Totals, Trade } from '../models/simulation/index.js';
import {
  type BacktestInputs,
  type CompiledStrategy,
  poolAccounts,
  runPortfolioStrategy,
  runStrategy,
} from '../models/strategies/index.js';
import type { LabQuestion } from './lab-protocol.js';
import type { LoadedMarket } from './market-reader.js';
import type { SandboxAccount } from './sandbox-protocol.js';

const CASH = 100_000;
/** Positions of a strategy for one symbol when it is let loose on the universe. */
export const UNIVERSE_POSITIONS = 20;

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
  const spread: PortfolioSettings =
    compiled.strategy.account === 'portfolio'
      ? {}
      : {
          maxPositions: UNIVERSE_POSITIONS,
          size: { kind: 'equity', fraction: 1 / UNIVERSE_POSITIONS },
          units: 'fractional',
        };
  const symbols = market.symbols.map(({ symbol }) => symbol);
  const { time, equity, longValue, shortValue, trades, rejections, totals } = runPortfolioStrategy(
    compiled,
    { symbols, inputs: market.symbols },
    { ...costs, ...spread },
  );
  const exposure = equity.map((value, i) => (longValue[i] + shortValue[i]) / value);
  return { time, equity, cash: CASH, exposure, trades, rejectedCount: rejections.length, totals };
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

function pooledAccount(own: Parameters<typeof poolAccounts>[0]): LabAccount {
  const { rejections, ...pooled } = poolAccounts(own);
  return {
    ...pooled,
    cash: CASH * own.length,
    exposure: new Float64Array(0),
    rejectedCount: rejections.length,
  };
}

/**
 * The symbols a strategy of the sandbox is to run on: the one chosen, or all, with that one first.
 * @throws Error for an unknown symbol, or for one account, which only rules can share.
 */
export function sandboxSymbols(
  market: LoadedMarket,
  { scope, symbol }: Pick<LabQuestion, 'scope' | 'symbol'>,
): readonly LoadedMarket['symbols'][number][] {
  if (scope === 'all') {
    throw new Error(
      'a strategy in TypeScript decides for one symbol at a time: choose one, or an account each',
    );
  }
  const chosen = findSymbol(market, symbol);
  return scope === 'one' ? [chosen] : [chosen, ...market.symbols.filter((one) => one !== chosen)];
}

/**
 * What the sandbox handed back, as the account of its one symbol or the sum of them all.
 * @throws Error where a series is not as long as the symbol's bars: nothing from there is taken on trust.
 */
export function sandboxAccount(
  market: LoadedMarket,
  symbols: readonly string[],
  accounts: readonly SandboxAccount[],
): LabAccount {
  const own = symbols.map((symbol, k) => {
    const { bars } = findSymbol(market, symbol);
    const result = accounts[k];
    if (result?.equity?.length !== bars.time.length || result.position?.length !== bars.time.length)
      throw new Error(`the sandbox did not hand back an account of ${symbol}`);
    return { symbol, time: bars.time, bars, result };
  });
  if (own.length === 1) return accountOf(own[0].bars, own[0].result);
  return pooledAccount(own);
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
