import { columnFromArray, dictionary, float64, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';

/** Rows as an Arrow file: columns of numbers as doubles, all others as dictionary-coded text, null as null. */
export function arrowFile(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Uint8Array<ArrayBuffer> {
  const columns = header.map((name, c) => {
    const cells = rows.map((row) => row[c]);
    const isNumeric = cells.every((cell) => cell === null || typeof cell === 'number');
    return [
      name,
      isNumeric
        ? columnFromArray(cells, float64())
        : columnFromArray(
            cells.map((cell) => (cell === null ? null : String(cell))),
            dictionary(utf8()),
          ),
    ] as const;
  });
  const bytes = tableToIPC(tableFromColumns(Object.fromEntries(columns)), { format: 'file' });
  if (!bytes) throw new Error('the Arrow file could not be written');
  return new Uint8Array(bytes);
}
