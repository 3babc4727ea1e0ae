import { expect, test } from 'vitest';
import { csvText } from '../../../notebooks/components/csv-text.js';
import { withProvenance } from '../../../notebooks/components/with-provenance.js';
import { TONIGHT } from './snapshot-samples.js';

const { facts } = TONIGHT;
const NAMES = ['plain', 'with, comma', 'with "quotes"', '=1+1', '-danger', null];
const columns = [
  { name: 'name', value: (row: number) => NAMES[row] },
  { name: 'score', value: (row: number) => (row === 5 ? null : -row) },
];

const csv = (rows: readonly number[], of = facts) => {
  const { header, rows: cells } = withProvenance('technic-scan', columns, rows, of);
  return csvText(header, cells);
};

test('cells are quoted as RFC 4180 says, and a formula is disarmed', () => {
  const lines = csv([0, 1, 2, 3, 4, 5]).split('\r\n');
  expect(lines.slice(1, 7).map((line) => line.replace(/,2018-02-07.*/, ''))).toEqual([
    'plain,0',
    '"with, comma",-1',
    '"with ""quotes""",-2',
    "'=1+1,-3",
    "'-danger,-4",
    ',',
  ]);
});

test('every row carries as-of, run, data, code and source', () => {
  const [header, first] = csv([0]).split('\r\n');
  expect(header).toBe('name,score,as_of,run,data_hash,code_version,source');
  expect(first).toBe('plain,0,2018-02-07,run-2,new,c,csv');
});

test('a synthetic market is called SYNTHETIC in every row and in the name of the file', () => {
  const synthetic = { ...facts, isSynthetic: true };
  const text = csv([0, 1], synthetic);
  expect(withProvenance('technic-scan', columns, [], synthetic).name).toBe(
    'technic-scan-2018-02-07-SYNTHETIC',
  );
  expect(text.match(/,SYNTHETIC\r\n/g)).toHaveLength(2);
});
