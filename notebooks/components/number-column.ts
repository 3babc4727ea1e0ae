import type { Column } from './data-table.js';

/** Makes a column of numbers; null is a number that is not known. */
export type NumberColumn<Row> = (
  key: string,
  label: string,
  description: string,
  read: (row: Row) => number | null,
  text: (value: number | null) => string,
  unit?: string,
) => Column;

/** Columns of numbers over records, each sorted by its number and shown as its text. */
export function numberColumn<Row>(rows: readonly Row[]): NumberColumn<Row> {
  return (key, label, description, read, text, unit) => ({
    key,
    label,
    description,
    unit,
    numeric: true,
    value: (i) => read(rows[i]),
    text: (i) => text(read(rows[i])),
  });
}
