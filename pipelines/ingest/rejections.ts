import { appendColumns, type Database } from '../store/index.js';

/** Why a row was not accepted. */
export type RejectionReason =
  | 'wrong_column_count'
  | 'bad_quoting'
  | 'bad_symbol'
  | 'bad_date'
  | 'future_date'
  | 'bad_number'
  | 'missing_price'
  | 'non_positive_price'
  | 'bad_volume'
  | 'duplicate';

export interface Rejection {
  readonly source: string;
  readonly line: number;
  readonly symbol: string;
  /** The date as it was read. */
  readonly date: string;
  readonly reason: RejectionReason;
  readonly detail: string;
}

/** The ledger of rejections of one ingest, written in batches. */
export interface RejectionLedger {
  add(rejection: Rejection): void;
  readonly count: number;
  readonly byReason: Readonly<Record<string, number>>;
  readonly first: Rejection | undefined;
  /** Whether a batch is full; then `flush` soon. */
  readonly isFull: boolean;
  flush(): Promise<void>;
}

const BATCH_ROWS = 10_000;
/** Text from a broken file may be long; the ledger keeps its beginning. */
const TEXT_LIMIT = 200;

/** An empty ledger; what is added is written under the ingest's id. */
export function createRejectionLedger(database: Database, ingestId: string): RejectionLedger {
  let pending: Rejection[] = [];
  let count = 0;
  let first: Rejection | undefined;
  const byReason: Record<string, number> = {};
  return {
    add(rejection) {
      first ??= rejection;
      count += 1;
      byReason[rejection.reason] = (byReason[rejection.reason] ?? 0) + 1;
      pending.push(rejection);
    },
    get count() {
      return count;
    },
    get first() {
      return first;
    },
    get isFull() {
      return pending.length >= BATCH_ROWS;
    },
    byReason,
    async flush() {
      const rows = pending;
      pending = [];
      if (rows.length > 0) await appendRejections(database, ingestId, rows);
    },
  };
}

function appendRejections(database: Database, ingestId: string, rows: readonly Rejection[]): Promise<void> {
  const text = (read: (row: Rejection) => string) => ({
    type: 'text' as const,
    values: rows.map((row) => printable(read(row))),
  });
  return appendColumns(
    database,
    'rejections',
    [
      { type: 'text', values: rows.map(() => ingestId) },
      text((row) => row.source),
      { type: 'bigint', values: rows.map((row) => row.line) },
      text((row) => row.symbol),
      text((row) => row.date),
      text((row) => row.reason),
      text((row) => row.detail),
    ],
    rows.length,
  );
}

/** Control characters (a NUL would end the text in C) as visible escapes, and no more than the limit. */
function printable(text: string): string {
  const short = text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
  return short.replace(
    /[\p{Cc}\p{Cs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
