import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appendColumns,
  openForReading,
  openForWriting,
  SCHEMA_VERSION,
  streamDoubles,
} from '../../../pipelines/store/index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-store-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the store', () => {
  test('columns come back as they went in, NaN as NULL', async () => {
    const database = await openForWriting(join(folder, 'a.duckdb'));
    await appendColumns(
      database,
      'feature_values',
      [
        { type: 'text', values: ['r', 'r', 'r'] },
        { type: 'integer', values: [0, 1, 2] },
        { type: 'text', values: ['x', 'y"\'', 'é'] },
        { type: 'double', values: Float64Array.of(1.5, Number.NaN, -0.1) },
      ],
      3,
    );
    expect(await database.rows('SELECT feature, value FROM feature_values ORDER BY symbol_id')).toEqual([
      { feature: 'x', value: 1.5 },
      { feature: 'y"\'', value: null },
      { feature: 'é', value: -0.1 },
    ]);
    database.close();
  });

  test('doubles stream back over many blocks without loss', async () => {
    const database = await openForWriting(join(folder, 'b.duckdb'));
    const n = 10_000;
    const values = Float64Array.from({ length: n }, (_, i) => Math.sqrt(i));
    await database.run('CREATE TABLE t (v DOUBLE)');
    await appendColumns(database, 't', [{ type: 'double', values }], n);
    const read: number[] = [];
    for await (const { rows, columns } of streamDoubles(database, 'SELECT v FROM t')) {
      for (let i = 0; i < rows; i++) read.push(columns[0][i]);
    }
    expect(read).toEqual(Array.from(values));
    database.close();
  });

  test('opening for writing migrates; a second opening finds nothing to do', async () => {
    const path = join(folder, 'c.duckdb');
    for (let i = 0; i < 2; i++) (await openForWriting(path)).close();
    const database = await openForReading(path);
    expect(await database.rows('SELECT max(version) AS v, count(*) AS n FROM schema_version')).toEqual([
      { v: SCHEMA_VERSION, n: SCHEMA_VERSION },
    ]);
    database.close();
  });

  test('a database of an older schema is named, with the command that migrates it', async () => {
    const path = join(folder, 'd.duckdb');
    const database = await openForWriting(path);
    await database.run('DELETE FROM schema_version WHERE version = $1', [SCHEMA_VERSION]);
    await database.run('CHECKPOINT');
    database.close();
    await expect(openForReading(path)).rejects.toMatchObject({
      message: expect.stringContaining(`schema version ${SCHEMA_VERSION - 1}`),
      suggestion: expect.stringContaining('technic nightly'),
    });
  });

  test('a file that is no database is a problem with a remedy', async () => {
    const path = join(folder, 'e.duckdb');
    (await import('node:fs')).writeFileSync(path, 'not a database, far too short to be one');
    await expect(openForReading(path)).rejects.toMatchObject({ kind: 'storage' });
  });
});
