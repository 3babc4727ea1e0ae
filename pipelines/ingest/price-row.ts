/** One daily row as a source has read it, before validation. NaN is "no value"; the record is reused. */
export interface PriceRow {
  /** File or request it came from, for the ledger of rejections. */
  source: string;
  /** 1-based line or row in it. */
  line: number;
  symbol: string;
  /** Epoch day; NaN when `dateText` could not be read. */
  day: number;
  dateText: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** Close after all later splits and dividends, where the source has such a column. */
  adjustedClose: number;
  /** Cash dividend per share whose ex-date is this row. */
  dividend: number;
  /** Split on this row as new shares per old share: 4 for 4:1; 0 or NaN for none. */
  split: number;
}

/** Names of the numeric fields of a row, in the order they are staged. */
export const ROW_NUMBERS = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'adjustedClose',
  'dividend',
  'split',
] as const;
export type RowNumber = (typeof ROW_NUMBERS)[number];

/** A row with nothing in it yet. */
export function emptyRow(source: string): PriceRow {
  return {
    source,
    line: 0,
    symbol: '',
    day: Number.NaN,
    dateText: '',
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
    adjustedClose: Number.NaN,
    dividend: Number.NaN,
    split: Number.NaN,
  };
}
