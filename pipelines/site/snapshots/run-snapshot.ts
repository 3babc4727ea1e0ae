import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';

const LISTED = 2000;

/** How the run went and what was wrong with its data. Lists are cut at 2,000 rows; the counts are whole. */
export interface RunSnapshot {
  readonly facts: RunFacts;
  readonly startedAt: string;
  readonly stages: readonly Row[];
  /** Of the run before; with the build of its site, which a site cannot know of itself. */
  readonly previousStages: readonly Row[];
  readonly failures: readonly Row[];
  readonly rejectionsByReason: readonly Row[];
  readonly rejections: readonly Row[];
  readonly flagsByKind: readonly Row[];
  readonly flags: readonly Row[];
  readonly scans: readonly Row[];
  /** Every stored run, newest first. */
  readonly runs: readonly Row[];
  readonly options: string;
  /** Stored bars of symbols; and of the benchmark, which is none of them. */
  readonly bars: number;
  readonly benchmarkRows: number;
}

/** How a run went: its times, its rows, its faults. */
export async function runSnapshot(database: Database, facts: RunFacts): Promise<RunSnapshot> {
  const run = [facts.runId] as const;
  const [own] = await database.rows(
    'SELECT CAST(started_at AS VARCHAR) AS started_at, ingest_id, options FROM runs WHERE run_id = $1',
    run,
  );
  const ingest = [String(own.ingest_id)] as const;
  const [stored] = await database.rows(
    `SELECT count(*) FILTER (NOT is_benchmark) AS bars, count(*) FILTER (is_benchmark) AS benchmark
     FROM bars JOIN symbols USING (symbol_id)`,
  );
  return {
    facts,
    startedAt: String(own.started_at),
    options: String(own.options),
    bars: Number(stored.bars),
    benchmarkRows: Number(stored.benchmark),
    stages: await database.rows('SELECT stage, seconds, items, unit FROM stages WHERE run_id = $1', run),
    previousStages: await database.rows('SELECT stage, seconds, items, unit FROM stages WHERE run_id = $1', [
      facts.previousRunId,
    ]),
    failures: await database.rows(
      'SELECT symbol, kind, message FROM failures WHERE run_id = $1 ORDER BY symbol',
      run,
    ),
    rejectionsByReason: await database.rows(
      'SELECT reason, count(*) AS n, count(DISTINCT symbol) AS symbols FROM rejections WHERE ingest_id = $1 GROUP BY reason ORDER BY n DESC, reason',
      ingest,
    ),
    rejections: await database.rows(
      `SELECT source, line, symbol, date, reason, detail FROM rejections WHERE ingest_id = $1
       ORDER BY source, line LIMIT ${LISTED}`,
      ingest,
    ),
    flagsByKind: await database.rows(
      'SELECT kind, count(*) AS n, count(DISTINCT symbol_id) AS symbols FROM flags GROUP BY kind ORDER BY n DESC, kind',
    ),
    flags: await database.rows(
      `SELECT symbol, CAST(date AS VARCHAR) AS date, kind, detail FROM flags JOIN symbols USING (symbol_id)
       ORDER BY date DESC, symbol, kind LIMIT ${LISTED}`,
    ),
    scans: await database.rows(
      'SELECT scan, title, expression, rank_by, direction, matches FROM scans WHERE run_id = $1 ORDER BY scan',
      run,
    ),
    runs: await database.rows(
      `SELECT run_id, CAST(as_of AS VARCHAR) AS as_of, CAST(finished_at AS VARCHAR) AS finished_at, source,
         data_hash, code_version, symbols, failed, regime, trials,
         date_diff('millisecond', started_at, finished_at) / 1000.0 AS seconds
       FROM runs ORDER BY finished_at DESC, run_id DESC LIMIT 200`,
    ),
  };
}
