/**
 * What a rule says at each close. Arrays have one value per bar; conditions are 1 true, 0 false, NaN
 * unknown, and count only when exactly 1. Prices are levels known at the close of that bar.
 */
export interface Signals {
  /** Enter long. */
  readonly entry?: Float64Array;
  /** Leave a long. */
  readonly exit?: Float64Array;
  /** Enter short. */
  readonly short?: Float64Array;
  /** Leave a short. */
  readonly cover?: Float64Array;
  /** Price of a limit entry; together with `entryStop`, a stop-limit. NaN there: the order is refused. */
  readonly entryLimit?: Float64Array;
  readonly entryStop?: Float64Array;
  readonly shortLimit?: Float64Array;
  readonly shortStop?: Float64Array;
  /** Protective levels that replace `stopLoss` and `target` of the settings where they are not NaN. */
  readonly stop?: Float64Array;
  readonly target?: Float64Array;
  /** Average true range, in price, for distances and sizes in ATR. */
  readonly atr?: Float64Array;
  /** Standard deviation of returns per bar, as a fraction, for volatility sizes and slippage. */
  readonly volatility?: Float64Array;
  /** Portfolio: which entries come first when not all can be taken; higher is better. */
  readonly rank?: Float64Array;
  /** Portfolio with `rebalance` by weights: share of equity wanted; negative is short, NaN none. */
  readonly weight?: Float64Array;
}

/** @throws when an array's length is not the number of bars. */
export function checkSignals(signals: Signals, bars: number): void {
  for (const [name, values] of Object.entries(signals) as [string, Float64Array | undefined][]) {
    if (values !== undefined && values.length !== bars) {
      throw new Error(`simulate: signal "${name}" has ${values.length} values for ${bars} bars`);
    }
  }
}

/** An entry order as a strategy states it; without `limit` and `stop` it is a market order. */
export interface EntryOrder {
  readonly side: 'long' | 'short';
  readonly limit?: number;
  readonly stop?: number;
  /** Bars for which it works; default `validBars` of the settings. */
  readonly validBars?: number;
  /** Protective levels in price; default as the settings say. */
  readonly stopLoss?: number;
  readonly target?: number;
  /** Factor on the size the settings give, in (0, 1]. */
  readonly scale?: number;
  /** Portfolio: which entries come first when not all can be taken; higher is better, none comes last. */
  readonly rank?: number;
}

/** What a strategy wants at a close. Entries of one decision cancel each other (one-cancels-other). */
export interface Decision {
  /** Leave the position at the next fill. */
  readonly exit?: boolean;
  readonly entries?: readonly EntryOrder[];
  /** Move the protective levels of the open position. */
  readonly stopLoss?: number;
  readonly target?: number;
  /** Withdraw the entry orders still working. */
  readonly cancel?: boolean;
}

/** What a strategy may know about its account at the close of a bar. */
export interface AccountView {
  /** Shares held; negative is short. */
  readonly position: number;
  readonly entryPrice: number;
  /** Bar of the entry, -1 when flat. */
  readonly entryIndex: number;
  readonly stopLoss: number;
  readonly target: number;
  readonly cash: number;
  readonly equity: number;
  readonly workingOrders: number;
  readonly closedTrades: number;
}

/** Called at the close of each bar, in order. The view is reused: copy what must be kept. */
export type Decide = (barIndex: number, account: AccountView) => Decision | undefined;
