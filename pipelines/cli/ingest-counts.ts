import { Problem } from '../errors/index.js';
import { type IngestSummary, storedSummary } from '../ingest/index.js';
import type { Database } from '../store/index.js';

/** The part of an ingest that commands print: `rowsRead` = `rowsAccepted` + `rowsRejected`. */
export type IngestCounts = Pick<
  IngestSummary,
  | 'rowsRead'
  | 'rowsAccepted'
  | 'rowsRejected'
  | 'symbols'
  | 'firstDate'
  | 'lastDate'
  | 'rejectionsByReason'
  | 'flagsByKind'
>;

/** What the ingest behind a database counted. @throws Problem when there was none. */
export async function ingestCounts(database: Database): Promise<IngestCounts> {
  const summary = await storedSummary(database);
  if (!summary) throw new Problem('input', `${database.path} holds no prices`);
  const { rowsRead, rowsAccepted, rowsRejected, symbols, firstDate, lastDate } = summary;
  const { rejectionsByReason, flagsByKind } = summary;
  return {
    rowsRead,
    rowsAccepted,
    rowsRejected,
    symbols,
    firstDate,
    lastDate,
    rejectionsByReason,
    flagsByKind,
  };
}
