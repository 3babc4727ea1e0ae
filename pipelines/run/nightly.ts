import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isoDate } from '../../models/bars/index.js';
import { type Cache, type KindUses, kindUses } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import {
  type IngestOptions,
  type IngestSummary,
  ingest,
  type VendorCalls,
  vendorWords,
} from '../ingest/index.js';
import { storeBenchmark } from '../market/index.js';
import type { Progress, StageTiming } from '../progress/index.js';
import {
  type LedgerUpdate,
  nightlyScan,
  runScan,
  type ScanOutcome,
  storeScan,
  updateLedger,
} from '../scan/index.js';
import { buildSite } from '../site/index.js';
import type { Database } from '../store/index.js';
import {
  completeRun,
  DATABASE_FILE,
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
import { insertStages, storeRun, storeStages } from './run-record.js';
import { newRunId, type RunStamp, runStamp } from './run-stamp.js';
import { startFromLatest } from './start-from-latest.js';
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
  /** Where a vendor's answers came from; undefined where none was asked. */
  readonly vendorCalls: VendorCalls | undefined;
  readonly outcome: ScanOutcome;
  /** What was asked of the cache, by kind. */
  readonly cacheKinds: KindUses;
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
    sweepRuns(workspace, options.config.keepRuns);
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
      await site(databasePath, folder, options);
      await storeStages(databasePath, runId, progress.timings);
    }
    signal.throwIfAborted();
    completeRun(folder, market);
    publishRun(workspace, folder);
    for (const file of taken) rmSync(file, { force: true });
    sweepRuns(workspace, options.config.keepRuns);
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

async function work(
  database: Database,
  runId: string,
  startedAt: number,
  options: NightlyOptions & { readonly cache: Cache | undefined },
): Promise<Omit<NightlySummary, 'timings' | 'firstResultSeconds' | 'folder'>> {
  const { config, source, progress, signal, asOf, workers } = options;
  const { downloads } = options.workspace;
  let vendorCalls: VendorCalls | undefined;
  progress.start('ingest');
  const ingested = await ingest(database, source, {
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
    now: startedAt,
    downloads,
    vendorCache: options.cache && { cache: options.cache, refresh: options.refreshCache },
    onVendorCalls(calls) {
      vendorCalls = calls;
      progress.note('info', vendorWords(calls));
    },
  });
  if (!ingested.unchanged) await storeBenchmark(database);
  progress.finish(ingested.rowsRead, 'rows');
  if (ingested.unchanged) progress.note('info', 'prices are unchanged since the last run');

  const kept = options.cache && {
    cache: options.cache,
    codeHash: sourceHash(),
    refresh: options.refreshCache,
  };
  progress.start('scan');
  const { plan, withRecord } = nightlyScan(config.scans);
  const outcome = await runScan(database, plan, {
    asOf,
    withRecord,
    workers: workers ?? config.workers,
    adjust: config.adjust,
    cache: kept,
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
    cache: kept,
  });

  progress.start('store');
  const stamp = runStamp({ runId, outcome });
  const cacheKinds = kindUses(options.cache?.stats());
  const ledger = await inTransaction(database, async () => {
    await storeScan(database, runId, outcome);
    await storeResearch(database, research, { runId, asOf: isoDate(outcome.market.asOf), config });
    const update = await updateLedger(database, runId, outcome);
    await pruneRuns(database);
    await storeRun(database, { stamp, ingested, outcome, cacheKinds, startedAt, config });
    return update;
  });
  progress.finish(ledger.signals + ledger.outcomes, 'new ledger rows');
  await insertStages(database, runId, progress.timings);
  return { stamp, ingest: ingested, vendorCalls, outcome, cacheKinds, ledger };
}

async function inTransaction<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await database.run('BEGIN');
  const result = await work();
  await database.run('COMMIT');
  return result;
}

async function site(
  databasePath: string,
  folder: string,
  { workspace, progress, signal }: NightlyOptions,
): Promise<void> {
  progress.start('site');
  const published = publishedRun(workspace);
  const built = await buildSite({
    databasePath,
    outputDir: join(folder, SITE_FOLDER),
    before: published && join(published, SITE_FOLDER),
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
  });
  progress.finish(built.pages, 'pages');
}
