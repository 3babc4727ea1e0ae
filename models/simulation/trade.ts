/** Why a position was closed; `open` marks a position still held after the last bar. */
export type ExitReason =
  | 'signal'
  | 'stop'
  | 'target'
  | 'trailing'
  | 'time'
  | 'rebalance'
  | 'liquidation'
  | 'delisted'
  | 'open';

/**
 * A round trip in one symbol, or the position still open after the last bar (`status: 'open'`: its exit
 * is the last bar's close, without an exit fee).
 *
 * Prices are fill prices, slippage included. After a split, `size` and `entryPrice` are restated in
 * the new shares, so that `size x (exitPrice - entryPrice)` always holds.
 */
export interface Trade {
  readonly symbol?: string;
  /** Bar of the entry and of the exit; in a portfolio, bars of that symbol. */
  readonly entryIndex: number;
  readonly exitIndex: number;
  /** UTC epoch milliseconds of those bars. */
  readonly entryTime: number;
  readonly exitTime: number;
  /** Shares; negative is short. */
  readonly size: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** size x (exitPrice - entryPrice) - commission + carry. */
  readonly pnl: number;
  /** pnl / (|size| x entryPrice). */
  readonly return: number;
  /** Fees of both fills; of the entry alone while open. */
  readonly commission: number;
  /** Dividends received less dividends and borrow fees paid while held. */
  readonly carry: number;
  /**
   * Worst and best excursion while held, as fractions of the entry price: mae ≤ 0 ≤ mfe. Every bar held
   * counts with its whole range; the bar of the exit counts with the exit price alone.
   */
  readonly mae: number;
  readonly mfe: number;
  /** exitIndex - entryIndex. */
  readonly barsHeld: number;
  readonly reason: ExitReason;
  readonly status: 'closed' | 'open';
}

/** Why an order was not filled, or not in full (`filled` > 0). */
export type RejectionReason =
  | 'not-reached'
  | 'end-of-data'
  | 'unaffordable'
  | 'no-price'
  | 'conflicting-signals'
  | 'level-unknown'
  | 'size-unknown'
  | 'size-zero'
  | 'bracket-crossed'
  | 'participation-cap'
  | 'one-cancels-other'
  | 'replaced'
  | 'max-positions'
  | 'sector-cap'
  | 'account-ruined';

/** An order, or part of one, that was not filled. */
export interface Rejection {
  readonly symbol?: string;
  /** Bar at whose close the order was placed. */
  readonly signalIndex: number;
  /** Bar at which it was given up. */
  readonly barIndex: number;
  readonly side: 'long' | 'short';
  readonly action: 'enter' | 'exit';
  readonly reason: RejectionReason;
  /** Shares wanted, NaN where the order was given up before it was sized; and shares filled. */
  readonly wanted: number;
  readonly filled: number;
}

/** Sums over all fills and bars of a run, in currency. */
export interface Totals {
  /** Fees of all fills, the entry of an open trade included. */
  commission: number;
  /** Cost of spread, slippage and impact against the reference prices. */
  slippage: number;
  /** Fees paid for borrowed shares. */
  borrow: number;
  /** Interest earned on cash less interest paid on margin. */
  interest: number;
  /** Dividends received less dividends paid on shorts. */
  dividends: number;
  /** Sum of |shares| x fill price over all fills. */
  turnover: number;
  fills: number;
}
