import { element } from './element.js';

export interface Column {
  readonly key: string;
  readonly label: string;
  /** Shown under the label, small. */
  readonly unit?: string;
  /** A sentence for the header's tooltip. */
  readonly description?: string;
  readonly numeric?: boolean;
  /** A sentence rather than a value: cut at the column's edge, whole in the tooltip. */
  readonly words?: boolean;
  /** The cell as text; also what CSV export writes when there is no `value`. */
  text(row: number): string;
  /** The cell as something richer than its text. */
  cell?(row: number): Node;
  /** What the column sorts by and exports; null sorts last in both directions. */
  value?(row: number): number | string | null;
}

export interface SortOrder {
  readonly key: string;
  readonly descending: boolean;
}

export interface DataTableOptions {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Rows to show, as indexes that the columns understand. */
  readonly rows: readonly number[];
  readonly sort?: SortOrder;
  /** Height of the scrolled area as CSS; none shows all rows. */
  readonly height?: string;
  /** What a row opens to, in place. */
  open?(row: number): Node;
  onSort?(sort: SortOrder): void;
}

export interface DataTable {
  readonly element: HTMLElement;
  setRows(rows: readonly number[]): void;
  setColumns(columns: readonly Column[]): void;
  /** Rows in the order on the screen. */
  rows(): readonly number[];
  /** Moves the row cursor by keyboard: +1 down, -1 up; 0 opens or closes the current row. */
  move(step: number): void;
}

const ROW_HEIGHT = 28;
const OVERSCAN = 6;
/** Below this, every row is in the document, for printing and for the browser's own search. */
const VIRTUAL_FROM = 200;

/**
 * A table of any length: sticky header and first column, sorting by header, rows that open in place.
 * Only the rows in view are in the document once there are more than 200.
 */
export function dataTable(options: DataTableOptions): DataTable {
  let { columns } = options;
  let sort = options.sort;
  let source = options.rows;
  let rows = sorted(source, columns, sort);
  let opened: number | undefined;
  let openedHeight = 0;
  let cursor = -1;
  let frame = 0;
  let rendered = new Map<number, HTMLElement>();
  const head = element('tr');
  const body = element('tbody');
  const table = element(
    'table',
    {},
    element('caption', {}, options.caption),
    element('thead', {}, head),
    body,
  );
  const scroller = element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': options.caption },
    table,
  );
  if (options.height) scroller.style.maxHeight = options.height;
  scroller.addEventListener('scroll', schedule, { passive: true });

  function schedule(): void {
    if (rows.length <= VIRTUAL_FROM || frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      renderBody(true);
    });
  }

  function renderHead(): void {
    head.replaceChildren(...columns.map(headerCell));
  }

  function headerCell(column: Column): HTMLElement {
    const isSorted = sort?.key === column.key;
    const button = element('button', { type: 'button' }, column.label);
    button.addEventListener('click', () => {
      sort = { key: column.key, descending: isSorted ? !sort?.descending : column.numeric === true };
      rows = sorted(source, columns, sort);
      options.onSort?.(sort);
      render();
    });
    return element(
      'th',
      {
        scope: 'col',
        class: column.numeric ? 'number' : undefined,
        title: column.description,
        'aria-sort': isSorted ? (sort?.descending ? 'descending' : 'ascending') : undefined,
      },
      column.value || column.numeric ? button : column.label,
      column.unit ? element('small', {}, column.unit) : null,
    );
  }

  /** @param isScroll keeps the rows that are still in view: only the new ones are made. */
  function renderBody(isScroll = false): void {
    const [first, last] = window();
    if (!isScroll) rendered.clear();
    const kept = new Map<number, HTMLElement>();
    const nodes: Node[] = [];
    if (first > 0) nodes.push(spacer(offsetOf(first)));
    for (let i = first; i < last; i++) {
      const line = rendered.get(rows[i]) ?? rowElement(i);
      kept.set(rows[i], line);
      nodes.push(line);
      if (rows[i] === opened && options.open) nodes.push(openedElement(rows[i]));
    }
    const after = totalHeight() - offsetOf(last);
    if (last < rows.length) nodes.push(spacer(after));
    body.replaceChildren(...nodes);
    rendered = kept;
    const openedRow = body.querySelector<HTMLElement>('tr.opened');
    if (openedRow) openedHeight = openedRow.offsetHeight;
  }

  function window(): readonly [number, number] {
    if (rows.length <= VIRTUAL_FROM) return [0, rows.length];
    const top = scroller.scrollTop - (openedIndex() * ROW_HEIGHT < scroller.scrollTop ? openedHeight : 0);
    const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
    const visible = Math.ceil((scroller.clientHeight || 600) / ROW_HEIGHT);
    return [first, Math.min(rows.length, first + visible + 2 * OVERSCAN)];
  }

  function openedIndex(): number {
    return opened === undefined ? Number.POSITIVE_INFINITY : rows.indexOf(opened);
  }

  function offsetOf(index: number): number {
    return index * ROW_HEIGHT + (openedIndex() < index ? openedHeight : 0);
  }

  function totalHeight(): number {
    return rows.length * ROW_HEIGHT + (opened === undefined ? 0 : openedHeight);
  }

  function spacer(height: number): HTMLElement {
    const cell = element('td', { colspan: columns.length });
    cell.style.height = `${height}px`;
    return element('tr', { class: 'spacer', 'aria-hidden': true }, cell);
  }

  function rowElement(index: number): HTMLElement {
    const row = rows[index];
    const line = element('tr', {
      'aria-rowindex': index + 2,
      class: index === cursor ? 'current' : undefined,
    });
    for (const [c, column] of columns.entries()) {
      const content = column.cell ? column.cell(row) : column.text(row);
      const tag = c === 0 ? 'th' : 'td';
      const cell = element(tag, {
        class: column.numeric ? 'number' : column.words ? 'words' : undefined,
        scope: c === 0 ? 'row' : undefined,
        title: column.words ? column.text(row) : undefined,
      });
      if (c === 0 && options.open) cell.append(discloseButton(row));
      cell.append(content);
      line.append(cell);
    }
    return line;
  }

  function discloseButton(row: number): HTMLElement {
    const isOpen = row === opened;
    const button = element(
      'button',
      {
        class: 'disclose',
        type: 'button',
        'aria-expanded': isOpen ? 'true' : 'false',
        'aria-label': `explain ${columns[0].text(row)}`,
      },
      isOpen ? '\u25be' : '\u25b8',
    );
    button.addEventListener('click', () => toggle(row));
    return button;
  }

  function openedElement(row: number): HTMLElement {
    const cell = element('td', { colspan: columns.length }, options.open?.(row));
    return element('tr', { class: 'opened' }, cell);
  }

  function toggle(row: number): void {
    opened = opened === row ? undefined : row;
    openedHeight = 0;
    cursor = rows.indexOf(row);
    renderBody();
    body.querySelector<HTMLElement>('tr.current .disclose')?.focus({ preventScroll: true });
  }

  function render(): void {
    table.setAttribute('aria-rowcount', String(rows.length + 1));
    renderHead();
    renderBody();
  }

  function move(step: number): void {
    if (rows.length === 0) return;
    if (step === 0) {
      if (cursor >= 0 && options.open) toggle(rows[cursor]);
      return;
    }
    cursor = Math.max(0, Math.min(rows.length - 1, cursor + step));
    const top = offsetOf(cursor);
    const head = ROW_HEIGHT * 2;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW_HEIGHT + head > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = top + ROW_HEIGHT + head - scroller.clientHeight;
    }
    renderBody();
  }

  render();
  // The height of the scrolled area is known only once the table is in the document.
  requestAnimationFrame(() => renderBody());
  return {
    element: scroller,
    rows: () => rows,
    move,
    setRows(next) {
      source = next;
      rows = sorted(source, columns, sort);
      cursor = -1;
      if (opened !== undefined && !rows.includes(opened)) opened = undefined;
      scroller.scrollTop = 0;
      render();
    },
    setColumns(next) {
      columns = next;
      rows = sorted(source, columns, sort);
      render();
    },
  };
}

/** Stable; unknown values last whichever way the column is sorted. */
export function sorted(
  rows: readonly number[],
  columns: readonly Column[],
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
