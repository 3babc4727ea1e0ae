import { epochDay } from '../../../models/bars/index.js';
import { parseDateText } from './reference-date.js';
import { readTable } from './read-table.js';

/** When a symbol belonged to the universe, in epoch days, both ends included. */
export interface MembershipInterval {
  readonly symbol: string;
  readonly startDay: number;
  /** Undefined: still a member. */
  readonly endDay: number | undefined;
}

const NAMES = {
  symbol: ['symbol', 'ticker', 'code'],
  start: ['startdate', 'start', 'from', 'dateadded', 'added'],
  end: ['enddate', 'end', 'to', 'dateremoved', 'removed'],
} as const;

/**
 * Index membership from a CSV file (`ticker,start_date,end_date`, an empty end for a member of today).
 * Symbols are compared as written, and with `-` for `.`.
 * @throws Problem for a missing column or a date that cannot be read, with the line.
 */
export async function readMembership(
  path: string,
  symbols: readonly string[],
): Promise<MembershipInterval[]> {
  const spelling = new Map(symbols.map((symbol) => [symbol.replaceAll('-', '.'), symbol]));
  const intervals: MembershipInterval[] = [];
  for await (const row of readTable(path, NAMES, ['symbol', 'start'])) {
    const symbol = spelling.get(row.symbol.replaceAll('-', '.'));
    if (symbol === undefined) continue;
    intervals.push({
      symbol,
      startDay: epochDay(parseDateText(row.start, path, row.line)),
      endDay: row.end === '' ? undefined : epochDay(parseDateText(row.end, path, row.line)),
    });
  }
  return intervals;
}
