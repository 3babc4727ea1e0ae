import { element } from './element.js';
import type { SortOrder, Sortable } from './table-order.js';

/** Of a longer table, as many rows spread evenly are measured. */
const MEASURED_ROWS = 2000;

const BROAD: ReadonlySet<string> = new Set('WM@%mw');
const NARROW: ReadonlySet<string> = new Set("ijltfrI.,:;'|()[] ");

/** A column of a table: how each row is written, sorted by and exported. */
export interface Column extends Sortable {
  readonly label: string;
  /** Shown under the label, small. */
  readonly unit?: string;
  /** A sentence for the header's tooltip. */
  readonly description?: string;
  readonly numeric?: boolean;
  /** A sentence rather than a value: cut at the column's edge, whole in the tooltip. */
  readonly words?: boolean;
  /** The cell as something richer than its text. */
  cell?(row: number): Node;
}

interface MeasuredTable {
  readonly columns: readonly Column[];
  readonly rows: readonly number[];
  open?(row: number): Node;
}

/** The head of a column; where it can be sorted by, a button, numbers from the largest first. */
export function headerCell(
  column: Column,
  sort: SortOrder | undefined,
  onSort: (sort: SortOrder) => void,
): HTMLElement {
  const isSorted = sort?.key === column.key;
  const button = element('button', { type: 'button' }, column.label);
  button.addEventListener('click', () => {
    onSort({ key: column.key, descending: isSorted ? !sort.descending : column.numeric === true });
  });
  return element(
    'th',
    {
      scope: 'col',
      class: column.numeric ? 'number' : undefined,
      title: column.description,
      'aria-sort': isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined,
    },
    column.value || column.numeric ? button : column.label,
    column.unit ? element('small', {}, column.unit) : null,
  );
}

/** A row with a cell a column, the first one its header. @param disclose how the row is opened in place. */
export function rowElement(
  columns: readonly Column[],
  row: number,
  disclose: { readonly isOpen: boolean; toggle(): void } | undefined,
): HTMLElement {
  const line = element('tr');
  for (const [c, column] of columns.entries()) {
    const cell = element(c === 0 ? 'th' : 'td', {
      class: column.numeric ? 'number' : column.words ? 'words' : undefined,
      scope: c === 0 ? 'row' : undefined,
      title: column.words ? column.text(row) : undefined,
    });
    if (c === 0 && disclose) cell.append(discloseButton(column.text(row), disclose));
    cell.append(column.cell ? column.cell(row) : column.text(row));
    line.append(cell);
  }
  return line;
}

function discloseButton(name: string, disclose: { readonly isOpen: boolean; toggle(): void }): HTMLElement {
  const button = element(
    'button',
    {
      class: 'disclose',
      type: 'button',
      'aria-expanded': disclose.isOpen ? 'true' : 'false',
      'aria-label': `explain ${name}`,
    },
    disclose.isOpen ? '\u25be' : '\u25b8',
  );
  button.addEventListener('click', () => disclose.toggle());
  return button;
}

/** Makes these the children of a table's body; nodes that stay are not touched, which spares the browser work. */
export function replaceRows(body: HTMLElement, nodes: readonly Node[]): void {
  const wanted = new Set(nodes);
  for (const child of Array.from(body.childNodes)) if (!wanted.has(child)) child.remove();
  let next: ChildNode | null = body.firstChild;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else body.insertBefore(node, next);
  }
}

/**
 * A row that stands nowhere: under each column the broadest text that any of the rows has, to measure widths by.
 * Where rows open in place, the button for that takes its part of the first column.
 */
export function widestRow({ columns, rows, open }: MeasuredTable): HTMLElement {
  const step = Math.ceil(rows.length / MEASURED_ROWS);
  const line = element('tr', { 'aria-hidden': true });
  for (const [c, column] of columns.entries()) {
    let broadest = '';
    let most = 0;
    for (let i = 0; i < rows.length; i += step) {
      const text = column.text(rows[i]);
      const breadth = breadthOf(text);
      if (breadth <= most) continue;
      broadest = text;
      most = breadth;
    }
    const kind = column.numeric ? 'number' : column.words ? 'words' : undefined;
    const cell = element(c === 0 ? 'th' : 'td', { class: kind });
    if (c === 0 && open) cell.append(element('button', { class: 'disclose', type: 'button' }, '\u25b8'));
    cell.append(broadest);
    line.append(cell);
  }
  return line;
}

/** How broad a text is, about: WYNN is broader than BRK.B. */
function breadthOf(text: string): number {
  let breadth = 0;
  for (const letter of text) breadth += BROAD.has(letter) ? 1.5 : NARROW.has(letter) ? 0.5 : 1;
  return breadth;
}

/** Sets the columns to the widths they have with the widest row; rounded down, a part of a pixel would cut a value. */
export function fixWidths(
  table: HTMLElement,
  head: HTMLElement,
  body: HTMLElement,
  widest: HTMLElement,
): void {
  body.append(widest);
  const cells = [...head.children] as HTMLElement[];
  const widths = cells.map((cell) => Math.ceil(cell.getBoundingClientRect().width));
  widest.remove();
  cells.forEach((cell, c) => {
    cell.style.width = `${widths[c]}px`;
  });
  table.style.width = `${widths.reduce((sum, width) => sum + width, 0)}px`;
  table.classList.add('settled');
}

/** Stands for the rows above or below those in the document. */
export function spacerRow(height: number, columns: number): HTMLElement {
  const cell = element('td', { colspan: columns });
  cell.style.height = `${height}px`;
  return element('tr', { class: 'spacer', 'aria-hidden': true }, cell);
}
