import type { Database } from '../store/index.js';

/** What an ingest did; `rowsRead` = `rowsAccepted` + `rowsRejected`. */
export interface IngestSummary {
  readonly ingestId: string;
  readonly source: string;
  /** What pages show as the provenance. */
  readonly label: string;
  readonly isSynthetic: boolean;
  readonly fingerprint: string;
  /** Changes exactly when a bar, an action, a sector, the benchmark or the membership does. */
  readonly dataHash: string;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  /** Symbols with at least one bar, the benchmark included. */
  readonly symbols: number;
  readonly rejectionsByReason: Readonly<Record<string, number>>;
  readonly flagsByKind: Readonly<Record<string, number>>;
  /** ISO dates of the first and last stored bar. */
  readonly firstDate: string;
  readonly lastDate: string;
  /** True when inputs and options were those of the ingest before, and nothing was written. */
  readonly unchanged: boolean;
}

/** The summary of the last ingest of a database, from what is stored; undefined when there was none. */
export async function storedSummary(database: Database): Promise<IngestSummary | undefined> {
  const [ingest] = await database.rows('SELECT * FROM ingests ORDER BY rowid DESC LIMIT 1');
  if (ingest === undefined) return undefined;
  const [span] = await database.rows(
    'SELECT count(*) AS symbols, min(first_bar) AS first_date, max(last_bar) AS last_date FROM symbols',
  );
  return {
    ingestId: String(ingest.ingest_id),
    source: String(ingest.source),
    label: String(ingest.label),
    isSynthetic: ingest.is_synthetic === true,
    fingerprint: String(ingest.fingerprint),
    dataHash: String(ingest.data_hash),
    rowsRead: Number(ingest.rows_read),
    rowsAccepted: Number(ingest.rows_accepted),
    rowsRejected: Number(ingest.rows_rejected),
    symbols: Number(span.symbols),
    rejectionsByReason: await countsBy(database, 'SELECT reason AS key, count(*) AS count FROM rejections'),
    flagsByKind: await countsBy(database, 'SELECT kind AS key, count(*) AS count FROM flags'),
    firstDate: String(span.first_date),
    lastDate: String(span.last_date),
    unchanged: false,
  };
}

async function countsBy(database: Database, select: string): Promise<Record<string, number>> {
  const rows = await database.rows(`${select} GROUP BY key ORDER BY key`);
  return Object.fromEntries(rows.map((row) => [String(row.key), Number(row.count)]));
}
