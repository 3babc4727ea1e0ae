import { tableFromIPC } from '@uwdata/flechette';
import { expect, test } from 'vitest';
import { arrowFile } from '../../../notebooks/components/arrow-file.js';

test('an Arrow file holds every number to its last bit, text as text and nothing as null', () => {
  const rows = [
    ['AAA', 0.1 + 0.2, '2018-02-07', null],
    ['=1+1', Number.MIN_VALUE, '', 3],
    ['AAA', null, null, -0],
  ];
  const table = tableFromIPC(arrowFile(['symbol', 'close', 'date', 'only some'], rows));
  expect(table.names).toEqual(['symbol', 'close', 'date', 'only some']);
  const read = rows.map((_, i) => table.names.map((_, c) => table.getChildAt(c)?.get(i)));
  expect(read).toEqual(rows);
});

test('a table without rows is a file with its header', () => {
  const table = tableFromIPC(arrowFile(['symbol'], []));
  expect([table.numRows, table.names]).toEqual([0, ['symbol']]);
});
