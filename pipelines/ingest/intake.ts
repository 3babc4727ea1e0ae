import { epochDayToTime, isoDate } from '../../models/bars/index.js';
import type { Database } from '../store/index.js';
import type { PendingAction } from './actions/pending-action.js';
import type { PriceRow } from './price-row.js';
import type { RejectionLedger, RejectionReason } from './rejections.js';
import type { SymbolDetails } from './reference/symbol-details.js';
import { createStaging } from './staging.js';
import { lastPossibleDay, type RowFault, symbolFault, validateRow } from './validate-row.js';

/** The one door for rows: each is staged, or stands in the ledger of rejections. */
export interface Intake {
  /** Validates a row and stages it. The record may be reused by the caller. */
  offer(row: PriceRow): void;
  /** Records a row that could not even be read: text in a price, a wrong number of columns. */
  reject(row: PriceRow, reason: RejectionReason, detail: string): void;
  /** Notes what the source knows of a symbol besides prices. */
  describe(symbol: string, details: SymbolDetails): void;
  /** Notes that a file has no column for the symbol, so that its name is the symbol of every row. */
  nameByFile(source: string): void;
  /** Notes corporate actions that the source knows. */
  act(symbol: string, actions: readonly PendingAction[]): void;
  readonly details: ReadonlyMap<string, SymbolDetails>;
  readonly actions: ReadonlyMap<string, readonly PendingAction[]>;
  readonly namedByFile: ReadonlySet<string>;
  /** Sources call this between batches, so that memory stays bounded. */
  drain(): Promise<void>;
  /** Ends staging. */
  finish(): Promise<void>;
  readonly accepted: number;
  /** First and last epoch day accepted so far; Infinity and −Infinity before there is one. */
  readonly firstDay: number;
  readonly finalDay: number;
  /** Epoch day from which on a date is in the future. */
  readonly firstDoubtfulDay: number;
  /** Symbols in order of appearance: the number in `staged.symbol` is the position here. */
  readonly symbols: readonly string[];
  /** Sources in order of appearance: the number in `staged.file` is the position here. */
  readonly sources: readonly string[];
}

interface Known {
  readonly index: number;
  readonly fault: RowFault | undefined;
}

/** An intake with nothing staged. @param nowMs for which dates lie in the future. */
export async function createIntake(
  database: Database,
  ledger: RejectionLedger,
  nowMs: number,
): Promise<Intake> {
  const staging = await createStaging(database);
  const lastDay = lastPossibleDay(nowMs);
  const known = new Map<string, Known>();
  const symbols: string[] = [];
  const sources: string[] = [];
  let accepted = 0;
  let firstDay = Infinity;
  let finalDay = -Infinity;
  let lastSymbol: string | undefined;
  let last: Known = { index: -1, fault: undefined };

  function lookUp(symbol: string): Known {
    if (symbol === lastSymbol) return last;
    let entry = known.get(symbol);
    if (entry === undefined) {
      const fault = symbolFault(symbol);
      entry = { index: fault === undefined ? symbols.length : -1, fault };
      // Bad names are not remembered: a broken file may have one in every row.
      if (fault === undefined) {
        symbols.push(symbol);
        known.set(symbol, entry);
      }
    }
    lastSymbol = symbol;
    last = entry;
    return entry;
  }

  function reject(row: PriceRow, reason: RejectionReason, detail: string): void {
    ledger.add({
      source: row.source,
      line: row.line,
      symbol: row.symbol,
      date: row.dateText === '' && !Number.isNaN(row.day) ? isoDate(epochDayToTime(row.day)) : row.dateText,
      reason,
      detail,
    });
  }

  const details = new Map<string, SymbolDetails>();
  const actions = new Map<string, PendingAction[]>();
  const namedByFile = new Set<string>();

  return {
    offer(row) {
      if (sources[sources.length - 1] !== row.source) sources.push(row.source);
      const entry = lookUp(row.symbol);
      const fault = entry.fault ?? validateRow(row, lastDay);
      if (fault !== undefined) {
        reject(row, fault.reason, fault.detail);
        return;
      }
      staging.add(entry.index, sources.length - 1, row);
      accepted += 1;
      if (row.day < firstDay) firstDay = row.day;
      if (row.day > finalDay) finalDay = row.day;
    },
    reject,
    describe(symbol, known) {
      details.set(symbol, { ...details.get(symbol), ...known });
    },
    nameByFile(source) {
      namedByFile.add(source);
    },
    act(symbol, more) {
      actions.set(symbol, [...(actions.get(symbol) ?? []), ...more]);
    },
    details,
    actions,
    namedByFile,
    async drain() {
      if (ledger.isFull) await ledger.flush();
    },
    async finish() {
      staging.finish();
      await ledger.flush();
    },
    get accepted() {
      return accepted;
    },
    get firstDay() {
      return firstDay;
    },
    get finalDay() {
      return finalDay;
    },
    firstDoubtfulDay: lastDay + 1,
    symbols,
    sources,
  };
}
