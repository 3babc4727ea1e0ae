import type { StoredProof } from './proof-sentence.js';
import type { SandboxAccount, SandboxPortfolio, ToSandbox } from './sandbox-protocol.js';
import type { StoredRun } from './stored-proof.js';
import type { MarketNews } from './market-arrival.js';

/** What the Lab asks its worker to run. */
export interface LabQuestion {
  readonly id: number;
  /** 0 is the run being worked on; pinned runs have slots of their own. */
  readonly slot: number;
  /** A ready-made strategy by name, or the reader's own rules. */
  readonly strategy: string | OwnRules;
  readonly parameters: Readonly<Record<string, number>>;
  readonly scope: LabScope;
  /** Of the scope `one`. */
  readonly symbol: string;
  readonly costBps: number;
}

/** One symbol; all symbols in one account; all symbols, each in an account of its own, added up. */
export type LabScope = 'one' | 'all' | 'each';

/** Expressions; an empty one gives no signal. */
export interface OwnRules {
  readonly entry: string;
  readonly exit: string;
  readonly short: string;
  readonly cover: string;
  /** Bars after which a position is closed; 0 = no limit. */
  readonly hold: number;
}

/** One side of a grid: values from `from` to `to` in equal steps. */
export interface SweptRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** A grid of two parameters of a ready-made strategy; the other parameters as given. */
export interface SweepQuestion {
  readonly id: number;
  readonly strategy: string;
  /** Each in an account of its own; their equities are added up. */
  readonly symbols: readonly string[];
  readonly x: SweptRange;
  readonly y: SweptRange;
  readonly parameters: Readonly<Record<string, number>>;
  readonly costBps: number;
}

/** Columns have one value a trial. Sharpe ratios are annual. */
export interface SweepResult {
  readonly id: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly sharpe: Float64Array;
  /** Symbols swept; trades of all of them, and return of all their accounts together, a trial. */
  readonly symbols: number;
  readonly trades: Float64Array;
  readonly final: Float64Array;
  /** Equity of each trial as multiples of the start, at up to 120 sessions, evenly spaced. */
  readonly curves: readonly Float32Array[];
  /** Mean over the trial and its neighbours. */
  readonly plateau: Float64Array;
  /** Trials with the highest Sharpe ratio, and with the highest plateau. */
  readonly peak: number;
  readonly best: number;
  /** Probability that the peak is more than luck among so many. */
  readonly dsr: number;
  /** What the best of so many has by luck. */
  readonly expectedMaximum: number;
  /** Probability of backtest overfitting. */
  readonly overfitting: number;
  /** Test over training Sharpe ratio of walk-forward selection. */
  readonly efficiency: number;
  readonly forward: readonly ForwardWindow[];
  readonly milliseconds: number;
}

/** The trial chosen on the year before, and what it did in the test. */
export interface ForwardWindow {
  readonly trainFrom: number;
  readonly from: number;
  readonly to: number;
  /** −1: cash. */
  readonly trial: number;
  readonly train: number;
  readonly test: number;
  /** Mean of all trials in the test: choosing blindly. */
  readonly average: number;
}

/** What a run came to. */
export interface LabResult {
  readonly id: number;
  readonly slot: number;
  readonly time: Float64Array;
  /** As multiples of the starting cash. */
  readonly equity: Float64Array;
  /** Value of all positions without their sign, as a share of equity; empty for accounts added up. */
  readonly exposure: Float64Array;
  /** The same cash in the benchmark, or in the symbol itself, from the first bar on. */
  readonly reference: Float64Array;
  readonly referenceName: string;
  readonly figures: Readonly<Record<string, number>>;
  /** Newest first, cut at 20,000. */
  readonly trades: readonly LabTrade[];
  readonly tradeCount: number;
  readonly rejectedCount: number;
  /** Paid over the run, and value traded, in cash; and the cash it began with. */
  readonly costs: {
    readonly commission: number;
    readonly slippage: number;
    readonly turnover: number;
    readonly cash: number;
  };
  /** Return by calendar year. */
  readonly years: readonly { readonly year: number; readonly result: number; readonly reference: number }[];
  readonly months: readonly { readonly month: string; readonly result: number }[];
  /** Percentiles of equity had the bars come in another order, at some of the bars. */
  readonly band: EquityBand;
  readonly milliseconds: number;
}

export interface EquityBand {
  readonly at: Int32Array;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
}

export interface LabTrade {
  readonly symbol: string;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly size: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly pnl: number;
  readonly return: number;
  readonly reason: string;
}

export type ToLabWorker =
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'run'; readonly question: LabQuestion }
  /** The bars of a symbol, or of all, for a strategy that runs in the sandbox. */
  | ({ readonly type: 'bars' } & Pick<LabQuestion, 'id' | 'slot' | 'scope' | 'symbol' | 'costBps'>)
  /** What the sandbox's run left, to be looked at as any other run is. */
  | {
      readonly type: 'accounts';
      readonly id: number;
      readonly slot: number;
      readonly symbols: readonly string[];
      readonly accounts: readonly SandboxAccount[];
    }
  | {
      readonly type: 'portfolio';
      readonly id: number;
      readonly slot: number;
      readonly portfolio: SandboxPortfolio;
    }
  | { readonly type: 'sweep'; readonly question: SweepQuestion }
  | { readonly type: 'stop-sweep' }
  | { readonly type: 'prove'; readonly stored: StoredRun };

export type FromLabWorker =
  | MarketNews
  | { readonly type: 'result'; readonly result: LabResult }
  | ({ readonly type: 'bars' } & Omit<ToSandbox, 'parameters'>)
  | { readonly type: 'sweep'; readonly result: SweepResult }
  | { readonly type: 'swept'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly type: 'proof'; readonly proof: StoredProof; readonly milliseconds: number }
  | { readonly type: 'fault'; readonly id: number; readonly slot: number; readonly message: string };
