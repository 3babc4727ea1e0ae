import { type Column, dataTable } from './data-table.js';
import { entryId, type MethodPart } from './method-entry.js';

/** Above this a table keeps only the rows in view, and must know how high they are: one line. */
const LINE_FROM = 200;
/** Above this a table scrolls by itself, so that the sections after it stay near. */
const SCROLLED_FROM = 30;

export interface MethodTableOptions {
  readonly caption: string;
  readonly section: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The address of a row's entry; by default its first cell behind the section's name. */
  id?(row: number): string;
  open?(row: number): Node;
}

/** A table of records; `refresh` writes its cells again. */
export interface MethodTable extends MethodPart {
  refresh(): void;
}

/** A table of records in which each row is an entry: found by any word of its cells, opened by its address. */
export function methodTable(options: MethodTableOptions): MethodTable {
  const { caption, section, columns, open } = options;
  const rows = Array.from({ length: options.rows }, (_, i) => i);
  const table = dataTable({
    caption,
    columns,
    rows,
    ...(rows.length > SCROLLED_FROM && { height: '520px' }),
    ...(open && { open }),
  });
  if (rows.length > LINE_FROM) table.element.classList.add('one-line');
  const reveal = (row: number): void => {
    table.setRows(rows);
    table.move(row + 1);
    const isOpen = () => table.element.querySelector('tr.current .disclose[aria-expanded="true"]') !== null;
    if (open && !isOpen()) table.move(0);
    const line = table.element.querySelector<HTMLElement>('tr.current');
    table.element.scrollIntoView({ block: 'start' });
    if (line) table.element.scrollTop = line.offsetTop - 2 * line.offsetHeight;
  };
  return {
    element: table.element,
    refresh: () => table.setRows(rows),
    entries: rows.map((row) => ({
      id: options.id?.(row) ?? entryId(section, columns[0].text(row)),
      title: columns[0].text(row),
      section,
      text: columns.map((column) => column.text(row)).join(' '),
      reveal: () => reveal(row),
    })),
  };
}

/** A column of a table of records. `words` wraps, as a sentence does. */
export function methodColumn(
  label: string,
  value: (row: number) => string | number,
  kind: 'short' | 'words' | 'code' = 'short',
): Column {
  return {
    key: label,
    label,
    words: kind !== 'short',
    numeric: typeof value(0) === 'number',
    text: (row) => String(value(row)),
    ...(kind === 'code' && {
      cell: (row: number) => {
        const code = document.createElement('code');
        code.textContent = String(value(row));
        return code;
      },
    }),
  };
}
