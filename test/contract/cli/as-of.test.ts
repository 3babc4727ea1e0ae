import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { technicJson } from '../../pipelines/cli/run-technic.js';
import { priceRows } from '../bad-input/price-files.js';

interface ScanDocument {
  readonly run: { readonly asOf: string };
  readonly results: readonly { readonly symbol: string; readonly score: number | null }[];
}

/** A Friday; the Saturday after it is no session. */
const FRIDAY = '2023-03-10';
const SATURDAY = '2023-03-11';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'technic-as-of-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a scan as of a day is the night that ended on it: later rows change no bit, a weekend means its Friday', async () => {
  const rows = ['A', 'BB', 'CCC', 'DDDD'].flatMap((symbol) => priceRows(symbol, 400));
  const header = 'symbol,date,open,high,low,close,volume';
  const [whole, ended] = [join(base, 'whole.csv'), join(base, 'ended.csv')];
  writeFileSync(whole, [header, ...rows].join('\n'));
  writeFileSync(ended, [header, ...rows.filter((row) => row.split(',')[1] <= FRIDAY)].join('\n'));
  const workspace = join(base, 'workspace');
  const asOf = await technicJson<ScanDocument>([
    'scan',
    '--source',
    'csv',
    '--path',
    whole,
    '--as-of',
    SATURDAY,
    '--workspace',
    workspace,
  ]);
  const night = await technicJson<ScanDocument>([
    'nightly',
    '--source',
    'csv',
    '--path',
    ended,
    '--no-site',
    '--workspace',
    workspace,
  ]);
  const scores = ({ results }: ScanDocument) => results.map(({ symbol, score }) => ({ symbol, score }));
  expect(asOf.run.asOf).toBe(FRIDAY);
  expect(night.run.asOf).toBe(FRIDAY);
  expect(asOf.results.length).toBe(4);
  expect(scores(asOf)).toEqual(scores(night));
});
