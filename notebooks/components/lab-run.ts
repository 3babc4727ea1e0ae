import type { Trade } from '../models/simulation/index.js';
import { figures, figuresByPeriod } from '../models/statistics/index.js';
import { compileStrategy, findStrategy, type Strategy } from '../models/strategies/index.js';
import { bootstrapBand } from './equity-band.js';
import { type LabAccount, labSettings, runEach, runSymbol, runUniverse } from './lab-accounts.js';
import type { LabQuestion, LabResult, LabTrade, OwnRules } from './lab-protocol.js';
import type { LoadedMarket } from './market-reader.js';

/** More trades than this are counted, but not listed. */
const LISTED_TRADES = 20_000;

/**
 * Runs a strategy by the engine's simulator on what has arrived of the market.
 * @throws Error or ExpressionError that says what is wrong with strategy, parameters or symbol.
 */
export function runLab(market: LoadedMarket, question: LabQuestion): Omit<LabResult, 'milliseconds'> {
  const strategy =
    typeof question.strategy === 'string' ? findStrategy(question.strategy) : ownStrategy(question.strategy);
  const compiled = compileStrategy(strategy, question.parameters);
  const costs = labSettings(question.costBps);
  const run = { one: runSymbol, all: runUniverse, each: runEach }[question.scope];
  const symbol = question.scope === 'one' ? question.symbol : undefined;
  return labResult(market, { ...question, symbol }, run(market, compiled, costs, question.symbol));
}

/** Everything the page says of an account: figures, years, months, a band of what luck may do. */
export function labResult(
  market: LoadedMarket,
  { id, slot, symbol }: Pick<LabQuestion, 'id' | 'slot'> & { readonly symbol: string | undefined },
  account: LabAccount,
): Omit<LabResult, 'milliseconds'> {
  const { time, cash, exposure, trades, rejectedCount, totals } = account;
  const reference = referenceLevels(market, time, symbol);
  const equity = account.equity.map((value) => value / cash);
  return {
    id,
    slot,
    time,
    equity,
    exposure,
    reference,
    referenceName: symbol ?? market.header.benchmarkLabel,
    figures: figures(account.equity, time, trades, { benchmark: reference }),
    trades: trades
      .slice(-LISTED_TRADES)
      .reverse()
      .map((trade) => labTrade(trade, symbol)),
    tradeCount: trades.length,
    rejectedCount,
    costs: {
      commission: totals.commission,
      slippage: totals.slippage,
      turnover: totals.turnover,
      cash,
    },
    months: figuresByPeriod(account.equity, time, [], 'month').map(({ period, totalReturn }) => ({
      month: period,
      result: totalReturn,
    })),
    band: bootstrapBand(equity),
    years: yearReturns(time, equity, reference),
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
