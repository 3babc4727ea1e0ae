import { basename } from 'node:path';
import { Problem } from '../../errors/index.js';
import { parseDateText } from '../reference/reference-date.js';
import { readTable, type TableRow } from '../reference/read-table.js';
import type { PendingAction } from './pending-action.js';

const NAMES = {
  symbol: ['symbol', 'ticker', 'code'],
  date: ['exdate', 'date', 'executiondate', 'exdividenddate'],
  factor: ['factor', 'adjustmentfactor', 'pricefactor'],
  ratio: ['ratio', 'splitratio', 'split', 'stocksplits'],
  cash: ['cash', 'amount', 'dividend', 'dividends', 'cashamount'],
  kind: ['kind', 'type', 'action'],
} as const;

/**
 * Splits and dividends from a CSV file: symbol, ex-date, and a price factor (multiply earlier prices by it),
 * a split ratio (new shares per old) or the cash of a dividend. `kind` says which a factor is; a kind that
 * begins with "split" is a split, any other a dividend.
 * @throws Problem for a missing column, a date or a number that cannot be read, with the line.
 */
export async function readActions(
  path: string,
  symbols: ReadonlySet<string>,
): Promise<Map<string, PendingAction[]>> {
  const actions = new Map<string, PendingAction[]>();
  for await (const row of readTable(path, NAMES, ['symbol', 'date'])) {
    if (!symbols.has(row.symbol)) continue;
    const list = actions.get(row.symbol) ?? [];
    actions.set(row.symbol, list);
    list.push(toAction(row, parseDateText(row.date, path, row.line), path));
  }
  return actions;
}

type Cells = TableRow<keyof typeof NAMES>;

function toAction(row: Cells, exTime: number, path: string): PendingAction {
  if (row.factor !== '') {
    const kind = /^split/i.test(row.kind) ? 'split' : 'dividend';
    return { exTime, kind, factor: positive(row.factor, row.line, path) };
  }
  if (row.ratio !== '')
    return { exTime, kind: 'ratio', ratio: positive(row.ratio, row.line, path), mayBeApplied: false };
  if (row.cash !== '') return { exTime, kind: 'cash', cash: positive(row.cash, row.line, path) };
  throw new Problem('input', `${basename(path)}, line ${row.line}: no factor, ratio or cash amount`, {
    suggestion: 'Each action needs one of the columns factor, ratio, cash.',
  });
}

function positive(text: string, line: number, path: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Problem('input', `${basename(path)}, line ${line}: "${text}" is not a positive number`);
}
