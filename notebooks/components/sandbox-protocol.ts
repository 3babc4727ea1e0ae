import type { Bars } from '../models/bars/index.js';
import type {
  PortfolioResult,
  PortfolioSettings,
  Rejection,
  Totals,
  Trade,
} from '../models/simulation/index.js';
import type { StrategyParameter } from '../models/strategies/index.js';

/** What the sandbox may be asked, once a strategy has been offered. */
export interface ToSandbox {
  readonly id: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly settings: PortfolioSettings;
  /** Each symbol in an account of its own, or all in one. */
  readonly account: 'each' | 'portfolio';
  readonly symbols: readonly SandboxSymbol[];
  /** The symbol, one of these, that is searched for use of the future. */
  readonly searched: string;
}

export interface SandboxSymbol {
  readonly symbol: string;
  readonly bars: Bars;
}

/** What a strategy says of itself. */
export interface StrategyOffer {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly StrategyParameter[];
}

/** What a strategy came to on one symbol. */
export interface SandboxAccount {
  readonly equity: Float64Array;
  /** Shares held at the close of each bar. */
  readonly position: Float64Array;
  readonly trades: readonly Trade[];
  readonly rejections: readonly Rejection[];
  readonly totals: Readonly<Totals>;
}

/** What a strategy came to on all symbols in one account: one value a session. */
export interface SandboxPortfolio
  extends Pick<PortfolioResult, 'time' | 'equity' | 'longValue' | 'shortValue' | 'trades' | 'totals'> {
  /** Orders that could not be had: counted, for a full account turns away thousands. */
  readonly rejectedCount: number;
}

/** Where in the reader's text something went wrong: 1-based; undefined when the browser does not say. */
export interface FaultPlace {
  readonly line: number | undefined;
}

export type FromSandbox =
  /** The engine is there; the reader's own lines begin to run. */
  | { readonly type: 'ready' }
  | { readonly type: 'offer'; readonly offer: StrategyOffer }
  | { readonly type: 'log'; readonly text: string }
  /** Symbols done, or of one account the closes at which it was decided. */
  | { readonly type: 'ran'; readonly id: number; readonly done: number; readonly total: number }
  /** In the order of the symbols that were asked for. */
  | { readonly type: 'accounts'; readonly id: number; readonly accounts: readonly SandboxAccount[] }
  | { readonly type: 'portfolio'; readonly id: number; readonly portfolio: SandboxPortfolio }
  /** Sentences of the look-ahead detector, each naming column and bar; none is good news. */
  | {
      readonly type: 'looked';
      readonly id: number;
      readonly symbol: string;
      readonly findings: readonly string[];
      readonly cuts: number;
    }
  | ({ readonly type: 'fault'; readonly id: number | undefined; readonly message: string } & FaultPlace);
