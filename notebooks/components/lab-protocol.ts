/** What the Lab asks its worker to run. */
export interface LabQuestion {
  readonly id: number;
  /** A ready-made strategy by name, or the reader's own rules. */
  readonly strategy: string | OwnRules;
  readonly parameters: Readonly<Record<string, number>>;
  /** One symbol, or undefined for the whole universe in one account. */
  readonly symbol: string | undefined;
  readonly costBps: number;
}

/** Expressions; an empty one gives no signal. */
export interface OwnRules {
  readonly entry: string;
  readonly exit: string;
  readonly short: string;
  readonly cover: string;
  /** Bars after which a position is closed; 0 = no limit. */
  readonly hold: number;
}

/** A grid of two parameters of a ready-made strategy on one symbol; the other parameters as given. */
export interface SweepQuestion {
  readonly id: number;
  readonly strategy: string;
  readonly symbol: string;
  readonly x: string;
  readonly y: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly costBps: number;
}

/** Columns have one value a trial. Sharpe ratios are annual. */
export interface SweepResult {
  readonly id: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly sharpe: Float64Array;
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
  readonly time: Float64Array;
  /** As multiples of the starting cash. */
  readonly equity: Float64Array;
  /** The same cash in the benchmark, or in the symbol itself, from the first bar on. */
  readonly reference: Float64Array;
  readonly referenceName: string;
  readonly figures: Readonly<Record<string, number>>;
  /** Newest first, cut at 500. */
  readonly trades: readonly LabTrade[];
  readonly tradeCount: number;
  readonly rejectedCount: number;
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
  | { readonly type: 'sweep'; readonly question: SweepQuestion };

export type FromLabWorker =
  | { readonly type: 'arrived'; readonly from: string; readonly to: string; readonly isComplete: boolean }
  | { readonly type: 'result'; readonly result: LabResult }
  | { readonly type: 'sweep'; readonly result: SweepResult }
  | { readonly type: 'fault'; readonly id: number; readonly message: string }
  | { readonly type: 'broken'; readonly message: string };
