import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../errors/index.js';
import { type Database, openPlain } from '../store/index.js';
import type { Workspace } from '../workspace/index.js';
import { RESEARCH_MIGRATIONS, RESEARCH_SCHEMA, RESEARCH_VERSION } from './research-schema.js';

/** Another command holds the file for the time of one record; longer than this, something is wrong. */
const PATIENCE_MS = 15_000;
const RETRY_MS = 40;

/** Where backtests and sweeps from the command line are kept. */
export function researchPath(workspace: Workspace): string {
  return join(workspace.root, 'research.duckdb');
}

/**
 * Does some work on the record of backtests in one transaction, creating the file as needed.
 *
 * The record is a file of its own beside the runs: the published database is read-only, is replaced as a
 * whole by the next nightly, and what a person tried must survive that. Commands take turns: DuckDB lets one
 * process at a time open a file, and each holds it for one record only.
 * @throws Problem when others hold it for too long, when the place cannot be written, or when a newer
 * program wrote it.
 */
export async function withResearch<T>(
  workspace: Workspace,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  mkdirSync(workspace.root, { recursive: true });
  const database = await openPatiently(researchPath(workspace));
  try {
    await database.run('BEGIN');
    await prepare(database);
    const result = await work(database);
    await database.run('COMMIT');
    return result;
  } finally {
    database.close();
  }
}

/** Reads the record; undefined when nothing was ever stored. */
export async function maybeReadResearch<T>(
  workspace: Workspace,
  read: (database: Database) => Promise<T>,
): Promise<T | undefined> {
  return existsSync(researchPath(workspace)) ? withResearch(workspace, read) : undefined;
}

async function openPatiently(path: string): Promise<Database> {
  const end = performance.now() + PATIENCE_MS;
  while (true) {
    try {
      return await openPlain(path);
    } catch (error) {
      if (!(error instanceof Problem) || !error.retryable || performance.now() > end) throw error;
      await pause(RETRY_MS);
    }
  }
}

async function prepare(database: Database): Promise<void> {
  const tables = await database.rows(
    `SELECT 1 FROM information_schema.tables WHERE table_name = 'research_version'`,
  );
  if (tables.length === 0) await database.connection.run(RESEARCH_SCHEMA);
  const [{ version: found }] = await database.rows('SELECT version FROM research_version');
  for (const migration of RESEARCH_MIGRATIONS.slice(Number(found) - 1))
    await database.connection.run(migration);
  const [{ version }] = await database.rows('SELECT version FROM research_version');
  if (version !== RESEARCH_VERSION) {
    throw new Problem(
      'storage',
      `${database.path} has version ${version}, this program reads ${RESEARCH_VERSION}`,
      {
        suggestion: 'Update Technic, or move the file away: a new one is begun.',
      },
    );
  }
}
