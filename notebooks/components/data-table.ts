import { element } from './element.js';
import { type OpenRow, rowsInView, rowTop, scrolledToRow } from './row-window.js';
import {
  type Column,
  fixWidths,
  headerCell,
  replaceRows,
  rowElement,
  spacerRow,
  widestRow,
} from './table-cells.js';
import { type SortOrder, sorted } from './table-order.js';

export type { Column };

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
  setCaption(caption: string): void;
  /** Shows only the rows that a mask has as 1, in the order there is; undefined shows all again. */
  keep(mask: Uint8Array | undefined): void;
  /** Rows in the order on the screen. */
  rows(): readonly number[];
  /** Moves the row cursor by keyboard: +1 down, -1 up; 0 opens or closes the current row. */
  move(step: number): void;
}

/** Below this, every row is in the document, for printing and for the browser's own search. */
const VIRTUAL_FROM = 200;
/** While a brush moves only the rows in view are, from fewer rows on; the others follow when it rests. */
const VIEW_ROWS = 60;
const REST_MS = 250;
/** Rows that are held ready, whether in view or not: a brush brings the same ones back. */
const HELD = 800;

/**
 * A table of any length: sticky header and first column, sorting by header, rows that open in place.
 * Only the rows in view are in the document once there are more than 200.
 */
export function dataTable(options: DataTableOptions): DataTable {
  let { columns } = options;
  let sort = options.sort;
  let source = options.rows;
  let ordered = sorted(source, columns, sort);
  let kept: Uint8Array | undefined;
  let rows = ordered;
  let opened: number | undefined;
  let openedHeight = 0;
  let cursor = -1;
  let frame = 0;
  let isSettled = false;
  let isMoving = false;
  let rest = 0;
  const held = new Map<number, HTMLElement>();
  const head = element('tr');
  const body = element('tbody');
  const caption = element('caption', {}, options.caption);
  const table = element('table', {}, caption, element('thead', {}, head), body);
  const scroller = element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': options.caption },
    table,
  );
  if (options.height) scroller.style.maxHeight = options.height;
  scroller.addEventListener('scroll', schedule, { passive: true });

  function schedule(): void {
    if ((rows.length <= VIRTUAL_FROM && !isMoving) || frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      renderBody();
    });
  }

  function renderHead(): void {
    isSettled = false;
    table.classList.remove('settled');
    table.style.width = '';
    head.replaceChildren(...columns.map((column) => headerCell(column, sort, sortBy)));
  }

  function sortBy(next: SortOrder): void {
    sort = next;
    order();
    options.onSort?.(next);
    render();
  }

  /** Puts the rows in view into the document; those that are held already are not made again. */
  function renderBody(): void {
    const open = openRow();
    const isWhole = rows.length <= (isMoving ? VIEW_ROWS : VIRTUAL_FROM);
    const [first, last] = isWhole ? [0, rows.length] : rowsInView(rows.length, view(), open);
    const nodes: Node[] = [];
    if (first > 0) nodes.push(spacerRow(rowTop(first, open), columns.length));
    if (held.size > HELD) held.clear();
    for (let i = first; i < last; i++) {
      nodes.push(heldRow(i));
      if (rows[i] === opened && options.open) nodes.push(openedElement(rows[i]));
    }
    const after = rowTop(rows.length, open) - rowTop(last, open);
    if (last < rows.length) nodes.push(spacerRow(after, columns.length));
    replaceRows(body, nodes);
    if (first > 0 || last < rows.length) settleWidths();
    const openedRow = body.querySelector<HTMLElement>('tr.opened');
    if (openedRow) openedHeight = openedRow.offsetHeight;
  }

  /**
   * A long table is laid out once: with widths that are set, rows that come and go move no column, and cost the
   * browser little.
   */
  function settleWidths(): void {
    if (isSettled || scroller.clientWidth === 0) return;
    isSettled = true;
    fixWidths(table, head, body, widestRow({ ...options, columns, rows: source }));
  }

  function heldRow(index: number): HTMLElement {
    const line = held.get(rows[index]) ?? newRow(rows[index]);
    held.set(rows[index], line);
    line.setAttribute('aria-rowindex', String(index + 2));
    line.classList.toggle('current', index === cursor);
    return line;
  }

  function openRow(): OpenRow {
    return opened === undefined
      ? { index: Number.POSITIVE_INFINITY, height: 0 }
      : { index: rows.indexOf(opened), height: openedHeight };
  }

  function view() {
    return { top: scroller.scrollTop, height: scroller.clientHeight };
  }

  function newRow(row: number): HTMLElement {
    const disclose = options.open && { isOpen: row === opened, toggle: () => toggle(row) };
    return rowElement(columns, row, disclose);
  }

  function openedElement(row: number): HTMLElement {
    const cell = element('td', { colspan: columns.length }, options.open?.(row));
    return element('tr', { class: 'opened' }, cell);
  }

  function toggle(row: number): void {
    held.delete(row);
    if (opened !== undefined) held.delete(opened);
    opened = opened === row ? undefined : row;
    openedHeight = 0;
    cursor = rows.indexOf(row);
    renderBody();
    body.querySelector<HTMLElement>('tr.current .disclose')?.focus({ preventScroll: true });
  }

  function order(): void {
    ordered = sorted(source, columns, sort);
    select();
  }

  function select(): void {
    const mask = kept;
    rows = mask ? ordered.filter((row) => mask[row] === 1) : ordered;
    if (opened !== undefined && !rows.includes(opened)) opened = undefined;
  }

  function render(): void {
    held.clear();
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
    scroller.scrollTop = scrolledToRow(cursor, view(), openRow());
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
      order();
      cursor = -1;
      scroller.scrollTop = 0;
      render();
    },
    setColumns(next) {
      columns = next;
      order();
      render();
    },
    setCaption(text) {
      caption.textContent = text;
      scroller.setAttribute('aria-label', text);
    },
    keep(mask) {
      const current = rows[cursor];
      kept = mask;
      select();
      cursor = rows.indexOf(current);
      table.setAttribute('aria-rowcount', String(rows.length + 1));
      isMoving = true;
      renderBody();
      clearTimeout(rest);
      rest = window.setTimeout(() => {
        isMoving = false;
        renderBody();
      }, REST_MS);
    },
  };
}
