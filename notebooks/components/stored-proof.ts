import type { StrategiesSnapshot, StrategyRow } from '../../pipelines/site/snapshots/index.js';
import { isoDate } from '../models/bars/index.js';
import { type Trade, tradeDigest } from '../models/simulation/index.js';
import { compileStrategy, findStrategy, runBacktest } from '../models/strategies/index.js';
import { backtestInputs } from './lab-accounts.js';
import type { LoadedMarket } from './market-reader.js';
import type { StoredProof } from './proof-sentence.js';

const MS_PER_DAY = 86_400_000;

/** A stored run, as the page hands it to the worker: what was asked, and what the night got. */
export interface StoredRun
  extends Pick<
    StrategyRow,
    'name' | 'strategy' | 'parameters' | 'account' | 'settings' | 'figures' | 'equity' | 'trades' | 'digests'
  > {
  readonly days: StrategiesSnapshot['days'];
}

/**
 * Computes a stored run again by the engine on the bars in the tab and compares every day's equity, every
 * figure and every symbol's trades, bit for bit: nothing is rounded, nothing allowed for.
 * @throws Error when the strategy or its parameters are not known any more.
 */
export function proveStored(market: LoadedMarket, stored: StoredRun): StoredProof {
  const { strategy, parameters, account, settings } = stored;
  const run = runBacktest(compileStrategy(findStrategy(strategy), parameters), backtestInputs(market), {
    account,
    settings,
  });
  const bySymbol = new Map<string, Trade[]>();
  for (const trade of run.trades) {
    const symbol = trade.symbol ?? '';
    const own = bySymbol.get(symbol);
    if (own) own.push(trade);
    else bySymbol.set(symbol, [trade]);
  }
  return {
    name: stored.name,
    equityPoints: stored.equity.length,
    trades: run.trades.length,
    symbols: bySymbol.size,
    figures: Object.keys(stored.figures).length,
    differences: [
      firstEquityDifference(stored, run.time, run.equity),
      firstTradeDifference(stored, bySymbol, run.trades.length),
      firstFigureDifference(stored, run.figures),
      ...run.failures.slice(0, 1).map(({ symbol, message }) => `${symbol} failed here: ${message}`),
    ].filter((words) => words !== undefined),
  };
}

function firstEquityDifference(
  { days, equity }: StoredRun,
  time: Float64Array,
  here: Float64Array,
): string | undefined {
  if (days.length !== time.length)
    return `equity: ${days.length} days are stored, ${time.length} come out here`;
  for (let i = 0; i < time.length; i++) {
    const day = days[i] * MS_PER_DAY;
    if (day !== time[i]) return `equity: day ${i + 1} is ${isoDate(day)} as stored, ${isoDate(time[i])} here`;
    if (!Object.is(equity[i], here[i]))
      return `equity on ${isoDate(day)}: ${equity[i]} as stored, ${here[i]} here`;
  }
  return undefined;
}

function firstTradeDifference(
  { trades, digests }: StoredRun,
  here: ReadonlyMap<string, readonly Trade[]>,
  count: number,
): string | undefined {
  if (trades !== count) return `trades: ${trades} are stored, ${count} come out here`;
  for (const symbol of [...new Set([...Object.keys(digests), ...here.keys()])].sort()) {
    const own = here.get(symbol);
    if (own === undefined) return `trades of ${symbol}: stored, none here`;
    if (digests[symbol] === undefined) return `trades of ${symbol}: none stored, ${own.length} here`;
    if (digests[symbol] !== tradeDigest(own)) return `trades of ${symbol}: not the same ones`;
  }
  return undefined;
}

function firstFigureDifference(
  { figures }: StoredRun,
  here: Readonly<Record<string, number>>,
): string | undefined {
  for (const [name, stored] of Object.entries(figures)) {
    const value = here[name];
    const isSame = stored === null ? !Number.isFinite(value) : Object.is(stored, value) || stored === value;
    if (!isSame) return `${name}: ${stored ?? 'unknown'} as stored, ${value} here`;
  }
  return undefined;
}
