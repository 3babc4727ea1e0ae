import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import {
  type IngestContext,
  type IngestOptions,
  ingest,
  ingestFingerprint,
  type VendorCalls,
} from '../ingest/index.js';
import { storeBenchmark } from '../market/index.js';
import { type Database, openForReading, openForWriting, SCHEMA_VERSION } from '../store/index.js';
import type { Workspace } from '../workspace/index.js';
import type { RunCacheOptions } from './open-run-cache.js';
import { withRunCache } from './with-run-cache.js';

/** Databases made from files that are kept, most recently used first. */
const KEPT_DATABASES = 4;

export interface SourceContext {
  onProgress(done: number, total: number | undefined, unit: string): void;
  readonly signal?: AbortSignal;
  readonly now: number;
  /** The cache for the answers of a vendor, opened where one has to be asked; none when left out. */
  readonly cache?: RunCacheOptions;
  readonly refreshCache?: boolean;
  onVendorCalls?(calls: VendorCalls): void;
}

/**
 * A database of the given prices, for a command that is pointed at a file instead of a nightly. Made once
 * for each content and kept in the workspace; a changed file makes another.
 */
export async function openSourceDatabase(
  workspace: Workspace,
  options: IngestOptions,
  context: SourceContext,
): Promise<Database> {
  const fingerprint = await ingestFingerprint(options);
  const name = createHash('sha256').update(`${SCHEMA_VERSION} ${fingerprint}`).digest('hex').slice(0, 16);
  const path = join(workspace.sources, `${name}.duckdb`);
  if (!existsSync(path)) {
    const { cache, refreshCache, ...rest } = context;
    await withRunCache(options.source === 'polygon' ? cache : undefined, (open) =>
      make(path, options, {
        ...rest,
        downloads: workspace.downloads,
        vendorCache: open && { cache: open, refresh: refreshCache },
      }),
    );
  }
  utimesSync(path, new Date(context.now), new Date(context.now));
  forgetOldest(workspace);
  return openForReading(path);
}

async function make(path: string, options: IngestOptions, context: IngestContext): Promise<void> {
  // Of its own process, so that two commands started together do not write one file.
  const staging = `${path}.${process.pid}`;
  try {
    const database = await openForWriting(staging);
    try {
      await ingest(database, options, context);
      await storeBenchmark(database);
      await database.run('CHECKPOINT');
    } finally {
      database.close();
    }
    renameSync(staging, path);
  } finally {
    for (const leftover of [staging, `${staging}.wal`]) rmSync(leftover, { force: true });
  }
}

function forgetOldest(workspace: Workspace): void {
  const byAge = readdirSync(workspace.sources)
    .filter((file) => file.endsWith('.duckdb'))
    .map((file) => join(workspace.sources, file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of byAge.slice(KEPT_DATABASES)) rmSync(path, { force: true });
}
