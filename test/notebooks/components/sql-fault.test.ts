import { expect, test } from 'vitest';
import { sqlFault } from '../../../notebooks/components/sql-fault.js';

test('a fault that asks for an extension says that none can come', () => {
  expect(sqlFault('Error: table index is out of bounds')).toMatch(
    /^table index .*\n\nThis engine has no extensions/,
  );
});

test('a missing table points to the list of tables', () => {
  expect(sqlFault('Catalog Error: Table with name nowhere does not exist!')).toContain('beside the editor');
});

test('other faults keep the words of DuckDB alone', () => {
  expect(sqlFault('Parser Error: syntax error at or near "SELEC"')).toBe(
    'Parser Error: syntax error at or near "SELEC"',
  );
});

test('the proposal to install an extension from outside is not passed on', () => {
  const words = sqlFault(
    'Catalog Error: "read_parquet" exists in the parquet extension.\n\nPlease try installing and loading the parquet extension by running:\nINSTALL parquet;\nLOAD parquet;',
  );
  expect(words).not.toContain('INSTALL');
  expect(words).toContain('This engine has no extensions');
});
