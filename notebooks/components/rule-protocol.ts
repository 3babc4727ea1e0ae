import type { RuleAccount } from './rule-account.js';
import type { RuleAnswer } from './rule-answer.js';
import type { MarketNews } from './market-arrival.js';

/** What the page asks of the worker. A later question replaces an earlier one that has not begun. */
export type ToRuleWorker =
  | { readonly type: 'open'; readonly url: string }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly rule: string;
      readonly direction: 'long' | 'short';
    }
  /** Which symbols matched the rule answered last, on one session? */
  | { readonly type: 'day'; readonly id: number; readonly time: number };

/** What the worker says. */
export type FromRuleWorker =
  | MarketNews
  | { readonly type: 'answer'; readonly id: number; readonly answer: RuleAnswer }
  /** Follows an answer, unless a newer question came in between. */
  | { readonly type: 'account'; readonly id: number; readonly account: RuleAccount }
  | { readonly type: 'day'; readonly id: number; readonly time: number; readonly symbols: readonly string[] }
  | {
      readonly type: 'fault';
      readonly id: number;
      readonly message: string;
      /** Characters of the rule at fault, where known. */
      readonly start?: number;
      readonly end?: number;
    };
