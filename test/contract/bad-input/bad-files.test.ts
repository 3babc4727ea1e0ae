import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';
import { writePriceFiles } from './price-files.js';

interface IngestDocument {
  readonly run: { readonly dataHash: string };
  readonly ingest: {
    readonly rowsRead: number;
    readonly rowsAccepted: number;
    readonly rowsRejected: number;
    readonly symbols: number;
    readonly rejectionsByReason: Readonly<Record<string, number>>;
  };
}

let base: string;
let file: (name: string) => string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'technic-bad-files-'));
  file = writePriceFiles(join(base, 'prices'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const workspace = () => join(base, 'bücher 漢 with spaces');
const ingest = (name: string) =>
  technicJson<IngestDocument>([
    'ingest',
    '--source',
    'csv',
    '--path',
    file(name),
    '--workspace',
    workspace(),
  ]);

describe('a file that is not prices', () => {
  test.concurrent.each([
    ['empty.csv', /empty\.csv is empty/],
    ['header.csv', /no rows/],
    ['no-data', /no data in .*no-data[\s\S]*pattern such as/],
    ['missing.csv', /does not exist[\s\S]*Check the path/],
    ['truncated.csv.gz', /cut short[\s\S]*copy it again/],
    ['tilde.csv', /no column for[\s\S]*--delimiter/],
    ['no-close.csv', /no column for close[\s\S]*--columns close=NAME/],
    ['noise.csv', /no column for|not text/],
  ])('%s: says what was found and what to do, exit 1', async (name, message) => {
    const folder = join(base, `of ${name}`);
    const args = ['nightly', '--no-site', '--source', 'csv', '--path', file(name), '--workspace', folder];
    const { code, stdout, stderr } = await technic(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/fault in Technic/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(readdirSync(join(folder, 'runs'))).toEqual([]);
    expect(existsSync(join(folder, 'current'))).toBe(false);
    expect(existsSync(join(folder, 'nightly.lock'))).toBe(false);
  });

  test('of Parquet is told from Parquet', async () => {
    const args = [
      'ingest',
      '--source',
      'parquet',
      '--path',
      file('noise.parquet'),
      '--workspace',
      workspace(),
    ];
    const { code, stderr } = await technic(args);
    expect(stderr).toMatch(/cannot be read as Parquet[\s\S]*copy it again/);
    expect(code).toBe(1);
  });
});

describe('a file with bad rows', () => {
  test('text in a price, a future date and a duplicate are rejected with their reasons; nothing else is', async () => {
    const { ingest: counts } = await ingest('dirty.csv');
    expect(counts).toMatchObject({ rowsRead: 241, rowsAccepted: 238, rowsRejected: 3, symbols: 2 });
    expect(counts.rejectionsByReason).toEqual({ bad_number: 1, duplicate: 1, future_date: 1 });
  });

  test('a mark of byte order and Windows line ends change nothing', async () => {
    const [windows, sound] = [await ingest('windows.csv'), await ingest('sound.csv')];
    expect(windows.run.dataHash).toBe(sound.run.dataHash);
    expect(windows.ingest.rowsAccepted).toBe(240);
  });

  test('a symbol that is a path or a script is rejected, and reaches no file name and no output', async () => {
    const args = [
      'scan',
      '--source',
      'csv',
      '--path',
      file('evil.csv'),
      '--workspace',
      workspace(),
      '--top',
      '0',
    ];
    const { code, stdout, stderr } = await technic([...args, '--json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/10 of 250 rows were rejected \(10 bad_symbol\)/);
    expect(JSON.parse(stdout)).toMatchObject({ ingest: { rowsRead: 250, rowsRejected: 10, symbols: 2 } });
    expect(stdout).not.toMatch(/\.\.\/|<script/);
    expect(readdirSync(base).filter((name) => name === 'x')).toEqual([]);
  });

  test('a symbol with 3 bars is scanned, and has no rating rather than a wrong one', async () => {
    const args = ['scan', '--rank', 'close', '--source', 'csv', '--path', file('short.csv')];
    const document = await technicJson<{ scan: object; results: { symbol: string; score: number | null }[] }>(
      [...args, '--as-of', '2022-01-05', '--workspace', workspace()],
    );
    expect(document.scan).toMatchObject({ symbols: 3, scanned: 3, failed: 0 });
    expect(document.results.every(({ score }) => score === null)).toBe(true);
  });
});
