import type { WarmingCandidate } from '../../models/cache-analysis/index.js';
import type { NamedScan } from '../config/index.js';

/** Why something is warmed: people ask for it, or the config names it. */
export type WarmingReason = 'asked' | 'named';

/** What somebody may ask next: a scan (undefined: the rating alone). */
export interface WarmingQuestion {
  readonly type: 'scan';
  readonly scan: NamedScan | undefined;
}

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
