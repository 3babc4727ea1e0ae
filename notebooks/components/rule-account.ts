import { simulatePortfolio } from '../models/simulation/index.js';
import { figures } from '../models/statistics/index.js';
import type { LoadedMarket } from './market-reader.js';
import type { RuleMatches } from './rule-matches.js';

/** How a typed rule is traded; shown beside its equity. */
export interface AccountRules {
  readonly cash: number;
  readonly positions: number;
  readonly holdBars: number;
  readonly costBps: number;
}

export const ACCOUNT_RULES: AccountRules = { cash: 100_000, positions: 20, holdBars: 10, costBps: 10 };

export interface RuleAccount {
  readonly time: Float64Array;
  /** Both begin at 1. */
  readonly equity: Float64Array;
  readonly benchmark: Float64Array;
  readonly trades: number;
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * Trades a rule in one cash account by the engine's simulator: in at the next open, out at the open after
 * `holdBars`, equal shares of equity, first come first served up to `positions`, costs on both sides.
 */
export function tradeRule(
  market: LoadedMarket,
  matches: RuleMatches,
  direction: 'long' | 'short',
  rules: AccountRules = ACCOUNT_RULES,
): RuleAccount {
  const { symbols } = market;
  const result = simulatePortfolio(
    {
      symbols: symbols.map(({ symbol }) => symbol),
      bars: symbols.map(({ bars }) => bars),
      sectors: symbols.map(({ sector }) => sector),
    },
    symbols.map((_, s) =>
      direction === 'long' ? { entry: matches.conditions[s] } : { short: matches.conditions[s] },
    ),
    {
      cash: rules.cash,
      commission: { bps: rules.costBps },
      size: { kind: 'equity', fraction: 1 / rules.positions },
      units: 'fractional',
      maxPositions: rules.positions,
      maxBars: rules.holdBars,
      opposite: 'ignore',
    },
  );
  const { header, first } = market;
  const placeOf = new Map(Array.from(market.sessions, (time, place) => [time, place]));
  const level = Float64Array.from(
    result.time,
    (time) => header.benchmark[first + (placeOf.get(time) as number)] ?? Number.NaN,
  );
  const start = level.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  return {
    time: result.time,
    equity: result.equity.map((value) => value / rules.cash),
    benchmark: level.map((value) => value / start),
    trades: result.trades.length,
    figures: figures(result.equity, result.time, result.trades),
  };
}
