import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PROJECT } from '../../program/index.js';
import { type Database, openForWriting } from '../../store/index.js';
import { tar } from '../tar.js';
import { QUERY_TABLES, type QueryTable } from './query-tables.js';

/** A table as the page lists it beside its editor. */
export interface QuerySchemaTable {
  readonly name: string;
  readonly about: string;
  readonly file: QueryTable['file'];
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const FILES: readonly QueryTable['file'][] = ['tables', 'bars'];

/**
 * What the SQL page loads when it is asked, as one archive: DuckDB for the browser, `schema.json`, and
 * the tables as database files in the oldest storage format, which the browser's engine reads.
 *
 * The same database gives the same rows in the same order, but not the same bytes: DuckDB 1.5 writes memory that it
 * never set to the ends of its segments, and where a segment ends differs too, also on one thread, without a
 * log, and whatever the allocator is told (measured: 12 to 10,900,000 bytes of 11 million differ). Parquet or
 * Arrow would be stable, but the browser's engine has no Parquet without an outside host, and takes Arrow
 * only by an import on every first query.
 */
export async function writeQueryFiles(databasePath: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'technic-query-'));
  try {
    const database = await openForWriting(join(folder, 'scratch.duckdb'));
    await database.run(`ATTACH ${quoted(resolve(databasePath))} AS src (READ_ONLY)`);
    const schema: QuerySchemaTable[] = [];
    for (const file of FILES) schema.push(...(await writeFile(database, folder, file)));
    database.close();
    const engine = dirname(createRequire(join(PROJECT, 'package.json')).resolve('@duckdb/duckdb-wasm'));
    const read = (name: string, path: string) => ({ name, bytes: new Uint8Array(readFileSync(path)) });
    return tar([
      { name: 'schema.json', bytes: new TextEncoder().encode(JSON.stringify(schema)) },
      ...FILES.map((file) => read(`${file}.duckdb`, join(folder, `${file}.duckdb`))),
      read('duckdb-eh.wasm', join(engine, 'duckdb-eh.wasm')),
      read('duckdb-eh.worker.js', join(engine, 'duckdb-browser-eh.worker.js')),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeFile(
  database: Database,
  folder: string,
  file: QueryTable['file'],
): Promise<QuerySchemaTable[]> {
  const path = join(folder, `${file}.duckdb`);
  await database.run(`ATTACH ${quoted(path)} AS target (STORAGE_VERSION 'v1.0.0')`);
  const tables: QuerySchemaTable[] = [];
  for (const { name, about, sql } of QUERY_TABLES.filter((table) => table.file === file)) {
    await database.run(`CREATE TABLE target.${name} AS ${sql}`);
    const columns = await database.rows(
      `SELECT column_name, data_type FROM duckdb_columns()
       WHERE database_name = 'target' AND table_name = $1 ORDER BY column_index`,
      [name],
    );
    const [{ rows }] = await database.rows(`SELECT count(*) AS rows FROM target.${name}`);
    tables.push({
      name,
      about,
      file,
      rows: Number(rows),
      columns: columns.map((column) => ({
        name: String(column.column_name),
        type: String(column.data_type),
      })),
    });
  }
  await database.run('DETACH target');
  return tables;
}

/** ATTACH takes no parameters: its path stands in the text, as a literal. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
