export interface SortOrder {
  readonly key: string;
  readonly descending: boolean;
}

/** What a table can be sorted by: its values, or its texts where it has none. */
export interface Sortable {
  readonly key: string;
  /** The cell as text; also what CSV export writes when there is no `value`. */
  text(row: number): string;
  /** What the column sorts by and exports; null sorts last in both directions. */
  value?(row: number): number | string | null;
}

/** Stable; unknown values last whichever way the column is sorted. */
export function sorted(
  rows: readonly number[],
  columns: readonly Sortable[],
  sort: SortOrder | undefined,
): readonly number[] {
  const column = sort && columns.find((candidate) => candidate.key === sort.key);
  if (!column) return rows;
  const value = column.value ?? column.text;
  const keyed = rows.map((row) => ({ row, key: value.call(column, row) }));
  const direction = sort.descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    if (a.key === b.key) return 0;
    return (a.key < b.key ? -1 : 1) * direction;
  });
  return keyed.map((entry) => entry.row);
}
