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
  readonly milliseconds: number;
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
  | { readonly type: 'run'; readonly question: LabQuestion };

export type FromLabWorker =
  | { readonly type: 'arrived'; readonly from: string; readonly to: string; readonly isComplete: boolean }
  | { readonly type: 'result'; readonly result: LabResult }
  | { readonly type: 'fault'; readonly id: number; readonly message: string }
  | { readonly type: 'broken'; readonly message: string };
