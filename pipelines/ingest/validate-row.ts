import type { PriceRow } from './price-row.js';
import type { RejectionReason } from './rejections.js';
import { isSymbol, SYMBOL_RULE } from './symbol-name.js';

/** What is wrong with a row, or undefined when it is accepted. */
export interface RowFault {
  readonly reason: RejectionReason;
  readonly detail: string;
}

const PRICES = ['open', 'high', 'low', 'close'] as const;
/** A date may be ahead of UTC by as much as the easternmost exchange is. */
const AHEAD_OF_UTC_MS = 14 * 3_600_000;
const MS_PER_DAY = 86_400_000;

/** Last epoch day on which a session may have taken place. */
export function lastPossibleDay(nowMs: number): number {
  return Math.floor((nowMs + AHEAD_OF_UTC_MS) / MS_PER_DAY);
}

/**
 * The first rule a row breaks: symbol, date, prices present, positive and finite, volume not negative.
 * A missing volume is accepted: it is stored as NaN, "unknown", and flagged.
 * Whether high, low, open and close agree with each other is not asked here; that is a flag.
 */
export function validateRow(row: PriceRow, lastDay: number): RowFault | undefined {
  const { open, high, low, close, volume } = row;
  if (
    open > 0 &&
    high > 0 &&
    low > 0 &&
    close > 0 &&
    open + high + low + close < Infinity &&
    !(volume < 0) &&
    volume !== Infinity &&
    row.day <= lastDay
  ) {
    return undefined;
  }
  return rowFault(row, lastDay);
}

/** The rule on symbols; asked once for each symbol, not for each row. */
export function symbolFault(symbol: string): RowFault | undefined {
  if (isSymbol(symbol)) return undefined;
  const detail = symbol === '' ? 'no symbol' : `"${symbol}" is not a symbol: ${SYMBOL_RULE}`;
  return { reason: 'bad_symbol', detail };
}

function rowFault(row: PriceRow, lastDay: number): RowFault {
  if (Number.isNaN(row.day)) {
    return {
      reason: 'bad_date',
      detail: row.dateText === '' ? 'no date' : `"${row.dateText}" is not a date of this source's format`,
    };
  }
  if (row.day > lastDay) return { reason: 'future_date', detail: `${row.dateText} lies in the future` };
  const missing = PRICES.filter((price) => Number.isNaN(row[price]));
  if (missing.length > 0) return { reason: 'missing_price', detail: `no ${missing.join(', ')}` };
  const wrong = PRICES.filter((price) => !(row[price] > 0 && row[price] < Infinity));
  if (wrong.length > 0) {
    return {
      reason: 'non_positive_price',
      detail: wrong.map((price) => `${price}=${row[price]}`).join(', '),
    };
  }
  return { reason: 'bad_volume', detail: `volume=${row.volume}` };
}
