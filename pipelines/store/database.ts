import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem, toProblem } from '../errors/index.js';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrate.js';

/** A row as plain JavaScript values: DATE and TIMESTAMP as ISO text, BIGINT as number. */
export type Row = Record<string, string | number | boolean | null>;
export type Parameters = readonly (string | number | boolean | null)[];

/** One open DuckDB file. All SQL of the project goes through here, with bound parameters. */
export interface Database {
  readonly path: string;
  readonly connection: DuckDBConnection;
  run(sql: string, parameters?: Parameters): Promise<void>;
  rows(sql: string, parameters?: Parameters): Promise<Row[]>;
  close(): void;
}

/**
 * Opens a file for writing, creating or migrating it as needed. Exactly one process may do so at a time:
 * the nightly opens its own staging copy, never the published file.
 * @throws Problem when a newer program wrote it.
 */
export async function openForWriting(path: string): Promise<Database> {
  const database = await open(path, {});
  const version = await schemaVersion(database);
  if (version > SCHEMA_VERSION) {
    database.close();
    throw schemaProblem(path, version);
  }
  await migrate(database);
  return database;
}

/**
 * Opens a published file read-only. Any number of processes may, also while the next run is written.
 * @throws Problem when the file is missing, or of another schema version.
 */
export async function openForReading(path: string): Promise<Database> {
  if (!existsSync(path)) {
    throw new Problem('storage', `the database ${path} is missing`, {
      suggestion: `Move ${dirname(path)} away and run "npx technic nightly": it builds the database anew.`,
    });
  }
  const database = await open(path, { access_mode: 'READ_ONLY' });
  const version = await schemaVersion(database);
  if (version !== SCHEMA_VERSION) {
    database.close();
    throw schemaProblem(path, version);
  }
  return database;
}

/**
 * Opens a file of another schema than the runs' for writing, creating it as needed.
 * @throws Problem, retryable while another process has it open.
 */
export function openPlain(path: string): Promise<Database> {
  return open(path, {});
}

async function open(path: string, options: Record<string, string>): Promise<Database> {
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(path, {
      ...options,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (error) {
    throw openProblem(path, error);
  }
  const connection = await instance.connect();
  return {
    path,
    connection,
    async run(sql, parameters) {
      await connection.run(sql, parameters as DuckDBValue[] | undefined);
    },
    async rows(sql, parameters) {
      const reader = await connection.runAndReadAll(sql, parameters as DuckDBValue[] | undefined);
      return reader.getRowObjectsJS().map(plainRow);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function schemaProblem(path: string, version: number): Problem {
  const message = `${path} has schema version ${version}, this program reads ${SCHEMA_VERSION}`;
  const suggestion =
    version < SCHEMA_VERSION
      ? 'Run "npx technic nightly": it migrates the database and keeps the ledger.'
      : 'The file was written by a newer version of Technic: update this one, or use another --workspace.';
  return new Problem('storage', message, { suggestion });
}

function openProblem(path: string, cause: unknown): Problem {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/lock/i.test(message)) {
    return new Problem('storage', `${path} is being written by another process`, {
      suggestion: 'Wait for it to finish, or use another --workspace.',
      retryable: true,
      cause,
    });
  }
  const known = toProblem(cause);
  const remedy = 'If the file is damaged, move it away and run "npx technic nightly" to build it anew.';
  return new Problem(known.kind === 'internal' ? 'storage' : known.kind, `cannot open ${path}: ${message}`, {
    suggestion: known.suggestion ?? remedy,
    cause,
  });
}

function plainRow(row: Record<string, unknown>): Row {
  const plain: Row = {};
  for (const [name, value] of Object.entries(row)) plain[name] = plainValue(value);
  return plain;
}

function plainValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  return String(value);
}
