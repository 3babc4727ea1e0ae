import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  QUERY_TABLES,
  type QuerySchemaTable,
  writeQueryFiles,
} from '../../../../pipelines/site/query/index.js';
import { untar } from '../../../../pipelines/site/untar.js';
import { fillFixture } from '../../../loaders/fixture.js';

const folder = mkdtempSync(join(tmpdir(), "technic query's-"));
let files: ReadonlyMap<string, Uint8Array>;
let schema: readonly QuerySchemaTable[];
let again: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  const path = join(folder, 'technic.duckdb');
  await fillFixture(path, { symbols: 8, sessions: 60 });
  files = untar(await writeQueryFiles(path));
  again = untar(await writeQueryFiles(path));
  schema = JSON.parse(new TextDecoder().decode(files.get('schema.json'))) as QuerySchemaTable[];
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every table is in the schema with its columns, and in the file that the schema names', async () => {
  expect(schema.map(({ name }) => name).sort()).toEqual(QUERY_TABLES.map(({ name }) => name).sort());
  for (const file of ['tables', 'bars'] as const) {
    const path = join(folder, `${file}.duckdb`);
    writeFileSync(path, files.get(`${file}.duckdb`) as Uint8Array);
    const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    for (const { name, rows, columns } of schema.filter((table) => table.file === file)) {
      const found = await connection.runAndReadAll(`FROM ${name}`);
      expect(found.currentRowCount, name).toBe(rows);
      expect(found.columnNames(), name).toEqual(columns.map((column) => column.name));
    }
    connection.closeSync();
    instance.closeSync();
  }
});

test('tonight has a row a symbol of the last run and a column a feature', () => {
  const tonight = schema.find(({ name }) => name === 'tonight');
  const features = schema.find(({ name }) => name === 'features');
  expect(tonight?.rows).toBeGreaterThan(0);
  expect(tonight?.columns.length).toBe(4 + (features?.rows ?? Number.NaN));
});

test('the engine that the site hands out is WebAssembly', () => {
  expect(Array.from((files.get('duckdb-eh.wasm') as Uint8Array).subarray(0, 4))).toEqual([
    0, 0x61, 0x73, 0x6d,
  ]);
});

test('the same database gives the same rows in the same order', async () => {
  for (const file of ['tables', 'bars'] as const) {
    const rows = await Promise.all(
      [files, again].map((written, k) => allRows(`${k}-${file}`, written.get(`${file}.duckdb`))),
    );
    expect(rows[0].length).toBeGreaterThan(0);
    expect(rows[1]).toEqual(rows[0]);
  }
});

async function allRows(name: string, bytes: Uint8Array | undefined): Promise<unknown[]> {
  const path = join(folder, `${name}.duckdb`);
  writeFileSync(path, bytes as Uint8Array);
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows: unknown[] = [];
  for (const table of schema.filter(({ file }) => name.endsWith(file))) {
    rows.push(...(await connection.runAndReadAll(`FROM ${table.name}`)).getRowsJson());
  }
  connection.closeSync();
  instance.closeSync();
  return rows;
}
