import { columnFromArray, dateDay, int32, list, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import { expect, test } from 'vitest';
import { sqlChartKind } from '../../../notebooks/components/sql-chart.js';
import { readSqlResult } from '../../../notebooks/components/sql-result.js';

const ipc = tableToIPC(
  tableFromColumns({
    date: columnFromArray([new Date('2018-02-06'), new Date('2018-02-07'), null], dateDay()),
    symbol: columnFromArray(['A', null, 'B'], utf8()),
    value: columnFromArray([1.5, null, -2]),
  }),
  { format: 'stream' },
) as Uint8Array;

test('dates become ISO text, unknown stays unknown, numbers stay exact', () => {
  expect(readSqlResult(ipc)).toEqual({
    names: ['date', 'symbol', 'value'],
    columns: [
      ['2018-02-06', '2018-02-07', null],
      ['A', null, 'B'],
      [1.5, null, -2],
    ],
    isNumeric: [false, false, true],
    rows: 3,
  });
});

test('dates are drawn as lines, names as bars, and a result without numbers not at all', () => {
  const result = (first: string[], second: (string | number)[]) => ({
    names: ['a', 'b'],
    columns: [first, second],
    isNumeric: [false, typeof second[0] === 'number'],
    rows: first.length,
  });
  expect(sqlChartKind(result(['2018-02-06', '2018-02-07'], [1, 2]))).toBe('lines');
  expect(sqlChartKind(result(['Energy', 'Utilities'], [1, 2]))).toBe('bars');
  expect(sqlChartKind(result(['Energy', 'Utilities'], ['x', 'y']))).toBeUndefined();
  expect(sqlChartKind(result(['Energy'], [1]))).toBeUndefined();
});

test('a list becomes JSON text', () => {
  const lists = tableFromColumns({ l: columnFromArray([[1, 2], [3]], list(int32())) });
  const bytes = tableToIPC(lists, { format: 'stream' }) as Uint8Array;
  expect(readSqlResult(bytes).columns).toEqual([['[1,2]', '[3]']]);
});
