import { isoDate } from '../../models/bars/index.js';
import { cacheLimits, type KindUses } from '../cache/index.js';
import type { Config } from '../config/index.js';
import type { IngestSummary } from '../ingest/index.js';
import type { StageTiming } from '../progress/index.js';
import type { ScanOutcome } from '../scan/index.js';
import { type Database, openForWriting } from '../store/index.js';
import { nightCacheWords } from './night-cache-words.js';
import type { RunStamp } from './run-stamp.js';

/** The run's own row: its stamp, what it was asked for, and what it came to. */
export async function storeRun(
  database: Database,
  run: {
    stamp: RunStamp;
    ingested: IngestSummary;
    outcome: ScanOutcome;
    cacheKinds?: KindUses;
    startedAt: number;
    config: Config;
  },
): Promise<void> {
  const { stamp, ingested, outcome, cacheKinds = {}, startedAt, config } = run;
  const [trials] = await database.rows('SELECT count(DISTINCT expression) AS n FROM signals');
  const { regime } = outcome.regimes;
  await database.run(
    'INSERT INTO runs VALUES ($1, $2::TIMESTAMP, $3::TIMESTAMP, $4::DATE, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    [
      stamp.id,
      timestamp(startedAt),
      timestamp(Date.now()),
      isoDate(outcome.market.asOf),
      ingested.ingestId,
      stamp.source,
      stamp.dataHash,
      stamp.codeVersion,
      config.seed,
      JSON.stringify({
        adjust: config.adjust,
        costBps: config.costBps,
        workers: outcome.workers,
        benchmark: stamp.benchmark,
        cache: outcome.cache,
        cacheKinds,
        cacheWords: nightCacheWords(outcome.cache, cacheKinds),
        cacheLimits: cacheLimits(config.cache),
      }),
      outcome.universe,
      outcome.scanned,
      outcome.failures.length,
      regime[regime.length - 1] ?? 'unknown',
      Number(trials.n),
    ],
  );
}

/** How long each stage took, and how much it did. */
export async function insertStages(
  database: Database,
  runId: string,
  timings: readonly StageTiming[],
): Promise<void> {
  for (const { stage, seconds, items, unit } of timings) {
    await database.run('INSERT INTO stages VALUES ($1, $2, $3, $4, $5)', [
      runId,
      stage,
      seconds,
      items,
      unit,
    ]);
  }
}

/** Timings of the stages that ended after the database was handed to the site. */
export async function storeStages(
  databasePath: string,
  runId: string,
  timings: readonly StageTiming[],
): Promise<void> {
  const database = await openForWriting(databasePath);
  try {
    await database.run('DELETE FROM stages WHERE run_id = $1', [runId]);
    await insertStages(database, runId, timings);
    await database.run('CHECKPOINT');
  } finally {
    database.close();
  }
}

function timestamp(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '');
}
