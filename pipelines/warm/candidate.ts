import type { WarmingCandidate } from '../../models/cache-analysis/index.js';
import type { NamedScan } from '../config/index.js';
import type { BacktestRequest } from './asked-backtest.js';

/** Why something is warmed: people ask for it, the config names it, it is on the watch list, or ranks near a cut. */
export type WarmingReason = 'asked' | 'named' | 'watched' | 'ranked';

/** What somebody may ask next: a scan (undefined: the rating alone), or backtests, all on the same symbols. */
export type WarmingQuestion =
  | { readonly type: 'scan'; readonly scan: NamedScan | undefined }
  | { readonly type: 'backtests'; readonly requests: readonly BacktestRequest[] };

/** A question that may be asked next, and why that is thought. */
export interface Candidate extends WarmingCandidate {
  readonly question: WarmingQuestion;
  /** What people call it: 'scan top_rated', 'symbol AAPL'. */
  readonly name: string;
  readonly reason: WarmingReason;
  /** The reason in full. */
  readonly words: string;
  /** Days of the last 28 on which it was asked for. */
  readonly daysAsked: number;
}

/** What a question is taken to need before it has been measured. */
export interface UnknownCost {
  readonly ms: number;
  readonly bytes: number;
}
