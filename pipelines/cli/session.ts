import { join } from 'node:path';
import { type Config, loadConfig } from '../config/index.js';
import { Problem } from '../errors/index.js';
import { storedSummary, vendorWords } from '../ingest/index.js';
import { createProgress, type PlannedStage, type Progress } from '../progress/index.js';
import { newRunId, openSourceDatabase, type RunCacheOptions } from '../run/index.js';
import { type Database, openForReading } from '../store/index.js';
import {
  DATABASE_FILE,
  locateWorkspace,
  prepareWorkspace,
  publishedRun,
  type Workspace,
  withoutRun,
} from '../workspace/index.js';
import { progressConsole } from './console.js';
import type { CacheFlags } from './flags.js';
import { ingestOptions, type SourceFlags } from './source-options.js';

/** Flags that every command has. */
export interface CommonFlags {
  readonly workspace?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What a command works with. */
export interface Session {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Starts a progress display for the stages to come; only one at a time. */
  progress(plan: readonly PlannedStage[]): Progress;
  /** Ends the display. */
  close(): void;
}

/** Finds the workspace and reads the config. @throws Problem for a config that cannot be read or is not valid. */
export async function openSession(flags: CommonFlags, signal: AbortSignal): Promise<Session> {
  const workspace = locateWorkspace(flags.workspace);
  const config = await loadConfig(flags.config);
  let display: ReturnType<typeof progressConsole> | undefined;
  return {
    workspace,
    config,
    signal,
    progress(plan) {
      display?.close();
      display = progressConsole({ quiet: flags.quiet ?? false });
      return createProgress(plan, display.listener);
    },
    close: () => display?.close(),
  };
}

/**
 * The database a command reads: made from --source where it is given, else that of the last nightly.
 * @throws Problem when there is neither.
 */
export async function openDatabase(session: Session, flags: SourceFlags & CacheFlags): Promise<Database> {
  if (flags.source !== undefined) return openPrices(session, flags);
  const { workspace } = session;
  const run = publishedRun(workspace);
  if (run === undefined) {
    throw new Problem('input', withoutRun(workspace, 'nightly run'), {
      suggestion:
        'Run "npx technic nightly" first, or point the command at prices: --source csv --path FILE.',
    });
  }
  return openForReading(join(run, DATABASE_FILE));
}

/** A database made from --source, or from the source of the config: ingested now, unless it has not changed. */
export async function openPrices(session: Session, flags: SourceFlags & CacheFlags): Promise<Database> {
  const { workspace, config, signal } = session;
  prepareWorkspace(workspace);
  const progress = session.progress([{ stage: 'ingest', expectedSeconds: 5 }]);
  progress.start('ingest');
  const database = await openSourceDatabase(workspace, ingestOptions(flags, config), {
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
    now: Date.now(),
    cache: cacheOptions(session, flags, (message) => progress.note('warning', message)),
    refreshCache: flags.refresh,
    onVendorCalls: (calls) => progress.note('info', vendorWords(calls)),
  });
  progress.finish((await storedSummary(database))?.rowsRead ?? 0, 'rows');
  return database;
}

/** How a command opens its cache; undefined after --no-cache. Trouble with it is a warning. */
export function cacheOptions(
  { workspace, config }: Session,
  flags: CacheFlags,
  warn: (message: string) => void = (message) => process.stderr.write(`warning: ${message}\n`),
): RunCacheOptions | undefined {
  if (flags.cache === false) return undefined;
  return { workspace, config, runId: newRunId(Date.now()), warn };
}
