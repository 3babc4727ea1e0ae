import { Problem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import { type CacheFacts, readCacheFacts } from './cache-facts.js';

/** What stands under every page: where its numbers come from. */
export interface RunFacts {
  readonly runId: string;
  readonly previousRunId: string | null;
  /** ISO date of the last bar that the run saw. */
  readonly asOf: string;
  /** ISO timestamp, UTC. */
  readonly finishedAt: string;
  readonly source: string;
  readonly isSynthetic: boolean;
  readonly dataHash: string;
  readonly codeVersion: string;
  readonly seed: number;
  readonly regime: string;
  readonly trials: number;
  readonly symbols: number;
  readonly scanned: number;
  readonly failed: number;
  readonly delisted: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly rowsFlagged: number;
  /** First and last session in the database, ISO dates. */
  readonly firstDate: string;
  readonly lastDate: string;
  readonly benchmark: string | null;
  /** What the cache did for the run's scan; null where that is not on record. */
  readonly cache: CacheFacts | null;
}

/**
 * The facts of the newest run.
 * @throws Problem when the database holds no finished run.
 */
export async function loadRunFacts(database: Database): Promise<RunFacts> {
  const runs = await database.rows(
    `SELECT runs.run_id, CAST(as_of AS VARCHAR) AS as_of, CAST(runs.finished_at AS VARCHAR) AS finished_at,
       coalesce(ingests.label, runs.source) AS source, coalesce(is_synthetic, runs.source = 'synthetic') AS is_synthetic,
       runs.data_hash, code_version, seed, regime, trials, symbols, scanned, failed, runs.options,
       coalesce(rows_read, 0) AS rows_read, coalesce(rows_accepted, 0) AS rows_accepted,
       coalesce(rows_rejected, 0) AS rows_rejected
     FROM runs LEFT JOIN ingests USING (ingest_id) ORDER BY runs.finished_at DESC, runs.run_id DESC LIMIT 2`,
  );
  if (runs.length === 0) {
    throw new Problem('input', `${database.path} holds no finished run`, {
      suggestion: 'Run "npx technic nightly" first: the site shows what it found.',
    });
  }
  const [run, previous] = runs;
  const [market] = await database.rows(
    `SELECT count(*) FILTER (ended_early) AS delisted, CAST(min(first_bar) AS VARCHAR) AS first_date,
       CAST(max(last_bar) AS VARCHAR) AS last_date, min(symbol) FILTER (is_benchmark) AS benchmark,
       (SELECT count(*) FROM flags) AS flagged FROM symbols`,
  );
  return {
    runId: String(run.run_id),
    previousRunId: previous ? String(previous.run_id) : null,
    asOf: String(run.as_of),
    finishedAt: `${String(run.finished_at).slice(0, 19).replace(' ', 'T')}Z`,
    source: String(run.source),
    isSynthetic: run.is_synthetic === true,
    dataHash: String(run.data_hash),
    codeVersion: String(run.code_version),
    seed: Number(run.seed),
    regime: String(run.regime),
    trials: Number(run.trials),
    symbols: Number(run.symbols),
    scanned: Number(run.scanned),
    failed: Number(run.failed),
    delisted: Number(market.delisted),
    rowsRead: Number(run.rows_read),
    rowsAccepted: Number(run.rows_accepted),
    rowsRejected: Number(run.rows_rejected),
    rowsFlagged: Number(market.flagged),
    firstDate: String(market.first_date),
    lastDate: String(market.last_date),
    benchmark: market.benchmark === null ? null : String(market.benchmark),
    cache: readCacheFacts(run.options),
  };
}
