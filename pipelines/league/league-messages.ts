import type { PortfolioSettings, Trade } from '../../models/simulation/index.js';
import type { BacktestInputs, ParameterValues } from '../../models/strategies/index.js';
import type { Capacity } from '../../models/validation/index.js';
import type { LeagueStrategy } from './league-strategy.js';

/** What a thread needs once. */
export interface LeagueSetup {
  readonly loaded: BacktestInputs;
  readonly sessions: Float64Array;
  readonly settings: PortfolioSettings;
}

export type ToLeagueWorker =
  | { readonly type: 'setup'; readonly setup: LeagueSetup }
  | { readonly type: 'run'; readonly strategy: LeagueStrategy };

/** One strategy over the whole universe, with what its neighbours would have done. */
export interface LeagueRun {
  readonly name: string;
  readonly account: 'each' | 'portfolio';
  readonly parameters: ParameterValues;
  /** UTC epoch milliseconds, and the sum of the accounts on each. */
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly figures: Readonly<Record<string, number>>;
  readonly trades: readonly Trade[];
  readonly capacity: Capacity | undefined;
  /** The chosen parameters first. */
  readonly neighbours: readonly NeighbourRun[];
  /** Probability that the best neighbour in sample is below the median out of sample; undefined with too few. */
  readonly overfitting: number | undefined;
}

export interface NeighbourRun {
  readonly parameters: ParameterValues;
  /** Per bar, risk-free rate 0, ddof 1; with the population skewness and raw kurtosis of its returns. */
  readonly sharpe: number;
  readonly skew: number;
  readonly kurtosis: number;
}

export type LeagueReply =
  | { readonly type: 'ran'; readonly run: LeagueRun }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };
