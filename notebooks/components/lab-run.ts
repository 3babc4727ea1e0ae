import type { PortfolioSettings, Rejection, Trade } from '../models/simulation/index.js';
import { figures, figuresByPeriod } from '../models/statistics/index.js';
import {
  compileStrategy,
  findStrategy,
  runPortfolioStrategy,
  runStrategy,
  type Strategy,
} from '../models/strategies/index.js';
import type { LabQuestion, LabResult, LabTrade, OwnRules } from './lab-protocol.js';
import { bootstrapBand } from './equity-band.js';
import type { LoadedMarket } from './market-reader.js';

const CASH = 100_000;
/** Positions of a strategy for one symbol when it is let loose on the universe. */
export const UNIVERSE_POSITIONS = 20;
const LISTED_TRADES = 500;

interface Account {
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
}

/**
 * Runs a strategy by the engine's simulator on what has arrived of the market.
 * @throws Error or ExpressionError that says what is wrong with strategy, parameters or symbol.
 */
export function runLab(market: LoadedMarket, question: LabQuestion): Omit<LabResult, 'milliseconds'> {
  const strategy =
    typeof question.strategy === 'string' ? findStrategy(question.strategy) : ownStrategy(question.strategy);
  const compiled = compileStrategy(strategy, question.parameters);
  const costs: PortfolioSettings = { cash: CASH, commission: { bps: question.costBps } };
  const account =
    question.symbol === undefined
      ? runUniverse(market, compiled, costs)
      : runSymbol(market, compiled, question.symbol, costs);
  const reference = referenceLevels(market, account.time, question.symbol);
  const equity = account.equity.map((value) => value / CASH);
  return {
    id: question.id,
    time: account.time,
    equity,
    reference,
    referenceName: question.symbol ?? market.header.benchmarkLabel,
    figures: figures(account.equity, account.time, account.trades, { benchmark: reference }),
    trades: account.trades
      .slice(-LISTED_TRADES)
      .reverse()
      .map((trade) => labTrade(trade, question.symbol)),
    tradeCount: account.trades.length,
    rejectedCount: account.rejections.length,
    months: figuresByPeriod(account.equity, account.time, [], 'month').map(({ period, totalReturn }) => ({
      month: period,
      result: totalReturn,
    })),
    band: bootstrapBand(equity),
    years: yearReturns(account.time, equity, reference),
  };
}

/** The reader's own expressions as a strategy. */
export function ownStrategy(rules: OwnRules): Strategy {
  const { hold, ...signals } = rules;
  const given = Object.entries(signals).filter(([, text]) => text.trim() !== '');
  if (given.length === 0) throw new Error('write an entry or a short rule');
  return {
    name: 'own',
    title: 'own rules',
    description: 'Written in the Lab.',
    source: 'the reader',
    parameters: [],
    account: 'single',
    kind: 'rules',
    rules: Object.fromEntries(given),
    settings: hold > 0 ? () => ({ maxBars: hold, opposite: 'ignore' as const }) : undefined,
  };
}

function runSymbol(
  market: LoadedMarket,
  compiled: ReturnType<typeof compileStrategy>,
  symbol: string,
  costs: PortfolioSettings,
): Account {
  const inputs = market.symbols.find((candidate) => candidate.symbol === symbol);
  if (!inputs) throw new Error(`there is no symbol "${symbol}" with bars`);
  if (compiled.strategy.account === 'portfolio') {
    throw new Error(`${compiled.strategy.title} chooses among many symbols: run it on the universe`);
  }
  return { time: inputs.bars.time, ...runStrategy(compiled, inputs, costs) };
}

function runUniverse(
  market: LoadedMarket,
  compiled: ReturnType<typeof compileStrategy>,
  costs: PortfolioSettings,
): Account {
  const spread: PortfolioSettings =
    compiled.strategy.account === 'portfolio'
      ? {}
      : {
          maxPositions: UNIVERSE_POSITIONS,
          size: { kind: 'equity', fraction: 1 / UNIVERSE_POSITIONS },
          units: 'fractional',
        };
  const symbols = market.symbols.map(({ symbol }) => symbol);
  return runPortfolioStrategy(compiled, { symbols, inputs: market.symbols }, { ...costs, ...spread });
}

/** The symbol's own close, or the benchmark's, as multiples of the first one known; 1 until then. */
function referenceLevels(market: LoadedMarket, time: Float64Array, symbol: string | undefined): Float64Array {
  const own = market.symbols.find((candidate) => candidate.symbol === symbol);
  const placeOf = new Map(Array.from(market.sessions, (at, place) => [at, place]));
  const level = own
    ? own.bars.close.slice()
    : Float64Array.from(
        time,
        (at) => market.header.benchmark[market.first + (placeOf.get(at) as number)] ?? Number.NaN,
      );
  const start = level.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  return level.map((value) => (Number.isNaN(value) ? 1 : value / start));
}

function labTrade(trade: Trade, symbol: string | undefined): LabTrade {
  const { entryTime, exitTime, size, entryPrice, exitPrice, pnl, reason } = trade;
  return {
    symbol: trade.symbol ?? symbol ?? '',
    entryTime,
    exitTime,
    size,
    entryPrice,
    exitPrice,
    pnl,
    return: trade.return,
    reason,
  };
}

/** From the last session of the year before, or the first there is, to the last of the year. */
export function yearReturns(
  time: Float64Array,
  equity: Float64Array,
  reference: Float64Array,
): LabResult['years'] {
  const years: { year: number; result: number; reference: number }[] = [];
  let start = 0;
  for (let i = 0; i < time.length; i++) {
    const year = new Date(time[i]).getUTCFullYear();
    if (i < time.length - 1 && new Date(time[i + 1]).getUTCFullYear() === year) continue;
    years.push({
      year,
      result: equity[i] / equity[start] - 1,
      reference: reference[i] / reference[start] - 1,
    });
    start = i;
  }
  return years;
}
