import type { Database } from './database.js';
import { core } from './migrations/001-core.js';
import { cache } from './migrations/002-cache.js';
import { factors } from './migrations/003-factors.js';
import { backtests } from './migrations/004-backtests.js';
import { models } from './migrations/005-models.js';
import { modelWatch } from './migrations/006-model-watch.js';
import { warming } from './migrations/007-warming.js';
import { barDigests } from './migrations/008-bar-digests.js';

/** In order; a migration is never edited once it has landed, only followed by another. */
const MIGRATIONS: readonly string[] = [
  core,
  cache,
  factors,
  backtests,
  models,
  modelWatch,
  warming,
  barDigests,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Version of an open file; 0 for an empty one. */
export async function schemaVersion(database: Database): Promise<number> {
  const tables = await database.rows(
    `SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_version'`,
  );
  if (tables.length === 0) return 0;
  const [row] = await database.rows('SELECT max(version) AS version FROM schema_version');
  return Number(row.version ?? 0);
}

/** Brings a file up to the present schema, one transaction a step. */
export async function migrate(database: Database): Promise<void> {
  const from = await schemaVersion(database);
  for (let version = from + 1; version <= SCHEMA_VERSION; version++) {
    await database.run('BEGIN');
    await database.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
    await database.connection.run(MIGRATIONS[version - 1]);
    await database.run('INSERT INTO schema_version VALUES ($1)', [version]);
    await database.run('COMMIT');
  }
}
