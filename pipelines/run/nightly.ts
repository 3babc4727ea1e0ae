import { constants, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isoDate } from '../../models/bars/index.js';
import { type Cache, cacheLimits } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { Problem, toProblem } from '../errors/index.js';
import { type IngestOptions, type IngestSummary, ingest } from '../ingest/index.js';
import { storeBenchmark } from '../market/index.js';
import type { Progress, StageTiming } from '../progress/index.js';
import {
  type LedgerUpdate,
  planScan,
  runScan,
  type ScanOutcome,
  storeScan,
  updateLedger,
} from '../scan/index.js';
import { buildSite } from '../site/index.js';
import { type Database, openForWriting } from '../store/index.js';
import {
  completeRun,
  DATABASE_FILE,
  latestRunOn,
  lockWorkspace,
  prepareWorkspace,
  publishedRun,
  publishRun,
  SITE_FOLDER,
  sweepRuns,
  type Workspace,
} from '../workspace/index.js';
import { sourceHash } from './code-version.js';
import { marketName } from './market-name.js';
import { openRunCache } from './open-run-cache.js';
import { pruneRuns } from './prune.js';
import { recordCache } from './record-cache.js';
import { doResearch, storeResearch } from './research.js';
import { newRunId, type RunStamp, runStamp } from './run-stamp.js';
import { warmAfter } from './warm-after.js';

export interface NightlyOptions {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly source: IngestOptions;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly asOf?: string;
  readonly workers?: number;
  readonly withSite?: boolean;
  /** Neither ask the cache nor fill it. */
  readonly withoutCache?: boolean;
  /** Compute everything anew and put it in the cache. */
  readonly refreshCache?: boolean;
}

export interface NightlySummary {
  readonly stamp: RunStamp;
  readonly ingest: IngestSummary;
  readonly outcome: ScanOutcome;
  readonly ledger: LedgerUpdate;
  readonly timings: readonly StageTiming[];
  readonly firstResultSeconds: number | undefined;
  readonly folder: string;
}

/**
 * One night: ingest, scan, ledger, site, and then, in a single step, publish. Everything is prepared in a
 * folder of its own; until the last step readers see the run before, and a kill leaves it as it was.
 * @throws Problem; nothing is published then.
 */
export async function runNightly(options: NightlyOptions): Promise<NightlySummary> {
  const { workspace, progress, signal } = options;
  prepareWorkspace(workspace);
  const unlock = lockWorkspace(workspace);
  const startedAt = Date.now();
  const runId = newRunId(startedAt);
  const folder = join(workspace.runs, runId);
  let cache: Cache | undefined;
  try {
    sweepRuns(workspace);
    mkdirSync(folder);
    const databasePath = join(folder, DATABASE_FILE);
    const market = marketName(options.source);
    const database = await startFromLatest(workspace, market, databasePath, progress);
    let night: Omit<NightlySummary, 'timings' | 'firstResultSeconds' | 'folder'>;
    let taken: readonly string[];
    const warn = (message: string) => progress.note('warning', message);
    try {
      if (!options.withoutCache) {
        cache = await openRunCache({ workspace, config: options.config, runId, warn });
      }
      night = await work(database, runId, startedAt, { ...options, cache });
      taken = await recordCache(database, { cache, runId, workspace, now: startedAt, warn });
      await database.run('CHECKPOINT');
    } finally {
      database.close();
    }
    if (options.withSite ?? true) {
      await site(databasePath, folder, progress, signal);
      await storeStages(databasePath, runId, progress.timings);
    }
    signal.throwIfAborted();
    completeRun(folder, market);
    publishRun(workspace, folder);
    for (const file of taken) rmSync(file, { force: true });
    sweepRuns(workspace);
    await cache?.close();
    cache = undefined;
    if (!options.withoutCache) await warmAfter(options, warn);
    return { ...night, timings: progress.timings, firstResultSeconds: progress.firstResultSeconds, folder };
  } catch (error) {
    // What went wrong after the publish must not take the published run with it.
    if (basename(publishedRun(workspace) ?? '') !== runId) rmSync(folder, { recursive: true, force: true });
    throw toProblem(error);
  } finally {
    await cache?.close();
    unlock();
  }
}

/** Bars, ledger and earlier results of the same market are carried on; the run they come from stays untouched. */
async function startFromLatest(
  workspace: Workspace,
  market: string,
  databasePath: string,
  progress: Progress,
): Promise<Database> {
  const latest = latestRunOn(workspace, market);
  if (latest === undefined) {
    if (publishedRun(workspace) !== undefined)
      progress.note('info', `a market new to this workspace: its ledger begins tonight (${market})`);
    return openForWriting(databasePath);
  }
  try {
    copyFileSync(join(latest, DATABASE_FILE), databasePath, constants.COPYFILE_FICLONE);
    return await openForWriting(databasePath);
  } catch (error) {
    throw latestProblem(error, latest);
  }
}

/** The copy is gone when this is read: what is at fault, and can be mended, is the run it was made from. */
function latestProblem(error: unknown, latest: string): Problem {
  const cause = toProblem(error);
  if (cause.kind !== 'storage' && cause.kind !== 'input') return cause;
  return new Problem('storage', `the last run on this market cannot be carried on: ${cause.message}`, {
    suggestion:
      `Move ${latest} out of the workspace and run again: the night carries on from the run before it, ` +
      'or begins a ledger anew. Put it back if you have a sound copy of its database: it holds the ledger.',
    cause,
  });
}

async function work(
  database: Database,
  runId: string,
  startedAt: number,
  options: NightlyOptions & { readonly cache: Cache | undefined },
): Promise<Omit<NightlySummary, 'timings' | 'firstResultSeconds' | 'folder'>> {
  const { config, source, progress, signal, asOf, workers } = options;
  const { downloads } = options.workspace;
  progress.start('ingest');
  const ingested = await ingest(database, source, {
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
    now: startedAt,
    downloads,
  });
  if (!ingested.unchanged) await storeBenchmark(database);
  progress.finish(ingested.rowsRead, 'rows');
  if (ingested.unchanged) progress.note('info', 'prices are unchanged since the last run');

  progress.start('scan');
  const outcome = await runScan(database, planScan({ scans: config.scans }), {
    asOf,
    workers: workers ?? config.workers,
    adjust: config.adjust,
    cache: options.cache && { cache: options.cache, codeHash: sourceHash(), refresh: options.refreshCache },
    signal,
    onProgress: (done, total) => progress.advance(done, total, 'symbols'),
    onPartial: (symbols) => progress.firstResult(`${symbols.length} symbols rated`),
  });
  progress.finish(outcome.scanned, 'symbols');
  for (const { symbol, message } of outcome.failures)
    progress.note('warning', `${symbol} failed: ${message}`);

  const research = await doResearch(database, outcome, {
    config,
    progress,
    signal,
    workers,
    workspace: options.workspace,
    now: startedAt,
  });

  progress.start('store');
  const stamp = runStamp({ runId, outcome });
  const ledger = await inTransaction(database, async () => {
    await storeScan(database, runId, outcome);
    await storeResearch(database, research, { runId, asOf: isoDate(outcome.market.asOf), config });
    const update = await updateLedger(database, runId, outcome);
    await pruneRuns(database);
    await storeRun(database, { stamp, ingested, outcome, startedAt, config });
    return update;
  });
  progress.finish(ledger.signals + ledger.outcomes, 'new ledger rows');
  await insertStages(database, runId, progress.timings);
  return { stamp, ingest: ingested, outcome, ledger };
}

async function inTransaction<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await database.run('BEGIN');
  const result = await work();
  await database.run('COMMIT');
  return result;
}

async function storeRun(
  database: Database,
  run: {
    stamp: RunStamp;
    ingested: IngestSummary;
    outcome: ScanOutcome;
    startedAt: number;
    config: Config;
  },
): Promise<void> {
  const { stamp, ingested, outcome, startedAt, config } = run;
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

async function insertStages(
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
async function storeStages(
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

async function site(
  databasePath: string,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress.start('site');
  const built = await buildSite({
    databasePath,
    outputDir: join(folder, SITE_FOLDER),
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
  });
  progress.finish(built.pages, 'pages');
}
