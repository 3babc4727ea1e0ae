import { Problem } from '../../errors/index.js';
import { ROW_NUMBERS } from '../price-row.js';

/** What a table of prices may have. */
export const PRICE_COLUMNS = ['symbol', 'date', ...ROW_NUMBERS] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];
/** Position of each column that is there. */
export type ColumnPositions = Readonly<Partial<Record<PriceColumn, number>>>;
/** The user's own names: `{ date: 'Day', close: 'Last' }`. */
export type ColumnMapping = Readonly<Partial<Record<PriceColumn, string>>>;

const REQUIRED: readonly PriceColumn[] = ['date', 'open', 'high', 'low', 'close'];

/** Usual names, in lower case without anything but letters and digits; the earlier is the better. */
const USUAL_NAMES: Readonly<Record<PriceColumn, readonly string[]>> = {
  symbol: ['symbol', 'ticker', 'name', 'sym', 'code', 'instrument', 'secid', 'stock'],
  date: ['date', 'day', 'tradedate', 'tradingdate', 'session', 'datetime', 'timestamp', 'time', 'ts', 't'],
  open: ['open', 'openprice', 'adjopen', 'o', 'pxopen', '1open'],
  high: ['high', 'highprice', 'adjhigh', 'h', 'pxhigh', '2high'],
  low: ['low', 'lowprice', 'adjlow', 'l', 'pxlow', '3low'],
  close: ['close', 'closeprice', 'closelast', 'c', 'last', 'pxlast', '4close', 'price'],
  volume: ['volume', 'vol', 'v', 'totalvolume', 'sharestraded', 'pxvolume', '5volume'],
  adjustedClose: ['adjclose', 'adjustedclose', 'closeadj', 'adjclosing', '5adjustedclose'],
  dividend: ['dividends', 'dividend', 'divcash', 'dividendamount', '7dividendamount'],
  split: ['stocksplits', 'split', 'splits', 'splitfactor', 'splitratio', 'splitcoefficient'],
};

/**
 * Where each column of a price table is, by the user's mapping first and the usual names otherwise.
 * @param source file or request, for the message.
 * @throws Problem that shows the columns found, and the option that maps them.
 */
export function recogniseColumns(
  names: readonly string[],
  mapping: ColumnMapping,
  source: string,
): ColumnPositions {
  const positions: Partial<Record<PriceColumn, number>> = {};
  const plain = names.map(plainName);
  for (const column of PRICE_COLUMNS) {
    const wanted = mapping[column];
    const position = wanted === undefined ? usualPosition(column, plain) : mappedPosition(wanted, names);
    if (wanted !== undefined && position === undefined) throw missingMapped(column, wanted, names, source);
    if (position !== undefined) positions[column] = position;
  }
  const missing = REQUIRED.filter((column) => positions[column] === undefined);
  if (missing.length > 0) throw missingColumns(missing, names, source);
  return positions;
}

/** How many columns of a header would be recognised; the best delimiter is the one with the most. */
export function countRecognised(names: readonly string[], mapping: ColumnMapping): number {
  const plain = names.map(plainName);
  return PRICE_COLUMNS.filter((column) => {
    const wanted = mapping[column];
    return (
      (wanted === undefined ? usualPosition(column, plain) : mappedPosition(wanted, names)) !== undefined
    );
  }).length;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function usualPosition(column: PriceColumn, plain: readonly string[]): number | undefined {
  for (const name of USUAL_NAMES[column]) {
    const position = plain.indexOf(name);
    if (position >= 0) return position;
  }
  return undefined;
}

function mappedPosition(wanted: string, names: readonly string[]): number | undefined {
  const exact = names.indexOf(wanted);
  const position =
    exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  return position >= 0 ? position : undefined;
}

function missingMapped(column: string, wanted: string, names: readonly string[], source: string): Problem {
  return new Problem(
    'input',
    `${source} has no column "${wanted}" (mapped to ${column}); it has: ${list(names)}`,
    {
      suggestion: `Correct the mapping: --columns ${column}=${names[0] ?? 'NAME'}.`,
    },
  );
}

function missingColumns(missing: readonly PriceColumn[], names: readonly string[], source: string): Problem {
  const example = missing.map((column) => `${column}=NAME`).join(',');
  const wrongDelimiter =
    names.length === 1
      ? ' If these are several columns in one, name the separator, for example --delimiter ";".'
      : '';
  return new Problem(
    'input',
    `${source}: no column for ${missing.join(', ')}; the ${names.length} found: ${list(names)}`,
    {
      suggestion: `Map them, for example: --columns ${example}. The first line must name the columns.${wrongDelimiter}`,
    },
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name) => JSON.stringify(name.slice(0, 60)));
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}
