import type { MarketNews } from './market-arrival.js';
import type { RuleAccount } from './rule-account.js';
import type { RuleAnswer } from './rule-answer.js';
import type { WhyAnswer } from './rule-why.js';
import type { DayRanking, NamedScan } from './scan-as-of.js';

/** What the page asks of the worker. A later question replaces an earlier one that has not begun. */
export type ToRuleWorker =
  | { readonly type: 'open'; readonly url: string }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly rule: string;
      readonly direction: 'long' | 'short';
      /** The answer of this session, with nothing later in it; undefined: of the last one. */
      readonly until: number | undefined;
    }
  /** A key was pressed: a question follows, and what is long need not begin before it. */
  | { readonly type: 'typing' }
  /** The whole scan as of one session? */
  | {
      readonly type: 'rank';
      readonly id: number;
      readonly time: number;
      readonly scans: readonly NamedScan[];
    }
  /** Why does a symbol not match as of a session? */
  | {
      readonly type: 'why';
      readonly id: number;
      readonly rule: string;
      readonly symbol: string;
      readonly time: number;
    };

/** What the worker says. */
export type FromRuleWorker =
  | MarketNews
  /** Comes before `arrived`: the sessions that are here, ascending. */
  | { readonly type: 'market'; readonly sessions: Float64Array; readonly isComplete: boolean }
  | { readonly type: 'answer'; readonly id: number; readonly answer: RuleAnswer }
  /** Follows an answer, unless a newer question came in between. */
  | { readonly type: 'account'; readonly id: number; readonly account: RuleAccount }
  /** Share of a scan as of a day that is done. */
  | { readonly type: 'ranking'; readonly id: number; readonly done: number }
  | { readonly type: 'ranked'; readonly id: number; readonly day: DayRanking; readonly milliseconds: number }
  | { readonly type: 'why'; readonly id: number; readonly answer: WhyAnswer }
  | {
      readonly type: 'fault';
      readonly id: number;
      readonly message: string;
      /** Characters of the rule at fault, where known. */
      readonly start?: number;
      readonly end?: number;
    };
