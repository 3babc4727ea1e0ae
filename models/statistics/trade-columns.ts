/** The part of a trade that figures read; the simulator's `Trade` has it. */
export interface TradeRow {
  /** UTC epoch ms of the bars of entry and exit (an open trade: of the last bar). */
  readonly entryTime: number;
  readonly exitTime: number;
  /** Shares, negative = short. */
  readonly size: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Net of the fees paid so far. */
  readonly pnl: number;
  /** pnl / (|size| x entryPrice). */
  readonly return: number;
  readonly commission: number;
  /** Worst and best excursion as fractions of the entry price. */
  readonly mae: number;
  readonly mfe: number;
  readonly barsHeld: number;
  readonly status: 'closed' | 'open';
}

/** Trades as columns, for sweeps: the first `count` entries of each array. Bars index the equity curve. */
export interface TradeColumns {
  readonly count: number;
  readonly entryBar: Int32Array | Float64Array;
  readonly exitBar: Int32Array | Float64Array;
  readonly size: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly pnl: Float64Array;
  readonly return: Float64Array;
  readonly commission: Float64Array;
  readonly mae: Float64Array;
  readonly mfe: Float64Array;
  /** 1 = still open after the last bar. */
  readonly isOpen: Uint8Array;
}

/**
 * Columns of a list of trades, in order of entry, so that streaks read in time. Bars are found on the
 * equity curve's own time axis, because in a portfolio a trade's bar index is that of its symbol.
 * @throws when a trade's time is not on the axis.
 */
export function tradeColumns(trades: readonly TradeRow[], time: Float64Array): TradeColumns {
  const rows = [...trades].sort((a, b) => a.entryTime - b.entryTime || a.exitTime - b.exitTime);
  const column = (value: (row: TradeRow) => number) => Float64Array.from(rows, value);
  return {
    count: rows.length,
    entryBar: column((row) => barAt(time, row.entryTime)),
    exitBar: column((row) => barAt(time, row.exitTime)),
    size: column((row) => row.size),
    entryPrice: column((row) => row.entryPrice),
    exitPrice: column((row) => row.exitPrice),
    pnl: column((row) => row.pnl),
    return: column((row) => row.return),
    commission: column((row) => row.commission),
    mae: column((row) => row.mae),
    mfe: column((row) => row.mfe),
    isOpen: Uint8Array.from(rows, (row) => (row.status === 'open' ? 1 : 0)),
  };
}

function barAt(time: Float64Array, at: number): number {
  let low = 0;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] < at) low = middle + 1;
    else high = middle;
  }
  if (time[low] !== at)
    throw new Error(`tradeColumns: no bar starts at ${at} on the equity curve's time axis`);
  return low;
}
