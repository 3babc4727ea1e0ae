import type { RecordSnapshot, ResultsSnapshot, RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Column, type DataTable, dataTable } from './data-table.js';
import { element } from './element.js';
import { explanation } from './explanation.js';
import { listenForRowKeys } from './row-keys.js';
import { count } from './number-format.js';
import { scanColumns } from './scan-columns.js';
import type { ScanData } from './scan-day-results.js';
import { tableExport } from './table-export.js';
import { readState, writeState } from './url-state.js';
import { withProvenance } from './with-provenance.js';

export interface ScanTableOptions {
  readonly data: ScanData;
  readonly record: RecordSnapshot;
  readonly run: RunSnapshot;
  /** The filters of the table changed. */
  onFilter(): void;
}

const HORIZON = 10;
const FIRST_COLUMNS = [
  'symbol',
  'score',
  'rank',
  'why',
  'sector',
  'close',
  'change',
  'rsi_2',
  'dist_sma_200',
  'volume_ratio_20',
  'spark',
];

export interface ScanTable {
  readonly element: HTMLElement;
  /** Shows the results of another day. */
  show(data: ScanData): void;
  /** Every column there is for the results that are shown. */
  columns(): readonly Column[];
  /** 1 for a row that passes the table's own filters. */
  filter(): Uint8Array;
  /** Shows only these rows, 1 or 0. */
  keep(mask: Uint8Array, rows: number): void;
}

/** The whole scan: search, sector and named-scan filters, columns by choice, export; state in the address. */
export function scanTable({ data, record, run, onFilter }: ScanTableOptions): ScanTable {
  const state = readState();
  const shown = { data, all: scanColumns(data.results, data.features), keys: [] as string[] };
  shown.keys = shownKeys(state.get('columns'), shown.all);
  const table = dataTable({
    caption: captionOf(data),
    columns: pick(shown.all, shown.keys),
    rows: data.results.symbols.map((_, row) => row),
    sort: parseSort(state.get('sort')),
    height: 'min(72vh, 900px)',
    open(row) {
      const { results, features } = shown.data;
      return explanation(results, features, shown.data === data ? record : undefined, row, HORIZON);
    },
    onSort: (sort) => writeState({ sort: `${sort.descending ? '-' : ''}${sort.key}` }),
  });
  const status = element('span', { role: 'status', class: 'note' });
  const choose = (keys: readonly string[]) => {
    shown.keys = [...keys];
    writeState({ columns: keys.join('.') });
    table.setColumns(pick(shown.all, keys));
  };
  const scans = selectControl('scan', 'named scan', namedScans(run, data), onFilter);
  const controls = element(
    'div',
    { class: 'controls' },
    searchControl(onFilter),
    scans,
    selectControl('sector', 'sector', sectors(data.results), onFilter),
    exportButton(
      table,
      () => pick(shown.all, shown.keys),
      run,
      () => shown.data.results.asOf,
    ),
    status,
  );
  listenForRowKeys(table);
  return {
    element: element(
      'div',
      {},
      controls,
      columnChoice(shown.all, () => shown.keys, choose),
      table.element,
    ),
    columns: () => shown.all,
    filter() {
      const mask = new Uint8Array(shown.data.results.symbols.length);
      for (const row of filterRows(shown.data.results, readState())) mask[row] = 1;
      return mask;
    },
    show(next) {
      shown.data = next;
      shown.all = scanColumns(next.results, next.features);
      table.keep(undefined);
      // Rows of another day's results: these columns may know fewer, or more.
      table.setRows([]);
      table.setCaption(captionOf(next));
      for (const [scan, label] of namedScans(run, next)) {
        const option = scans.querySelector(`option[value="${CSS.escape(scan)}"]`);
        if (option) option.textContent = label;
      }
      table.setColumns(pick(shown.all, shown.keys));
      table.setRows(next.results.symbols.map((_, row) => row));
    },
    keep(mask, rows) {
      table.keep(mask);
      const all = shown.data.results.symbols.length;
      status.textContent =
        rows === 0
          ? 'No symbol matches rule, filters and brushes: take one away.'
          : `${count(rows)} of ${count(all)}`;
    },
  };
}

function captionOf({ results }: ScanData): string {
  return `All ${count(results.symbols.length)} symbols as of ${results.asOf}`;
}

/** Rows that pass the filters in the address: search text, sector, named scan. */
function filterRows(results: ResultsSnapshot, state: URLSearchParams): number[] {
  const text = (state.get('q') ?? '').trim().toLowerCase();
  const sector = state.get('sector');
  const scan = state.get('scan');
  const source = scan ? (results.matches[scan] ?? []) : results.symbols.map((_, row) => row);
  return source.filter(
    (row) =>
      (!sector || (results.sectors[row] ?? 'unknown') === sector) &&
      (text === '' ||
        results.symbols[row].toLowerCase().includes(text) ||
        (results.names[row] ?? '').toLowerCase().includes(text)),
  );
}

function parseSort(text: string | null): { key: string; descending: boolean } {
  if (!text) return { key: 'rank', descending: false };
  return { key: text.replace(/^-/, ''), descending: text.startsWith('-') };
}

function shownKeys(text: string | null, all: readonly Column[]): string[] {
  const wanted = text ? text.split('.') : FIRST_COLUMNS;
  const known = wanted.filter((key) => all.some((column) => column.key === key));
  return known.includes('symbol') ? known : ['symbol', ...known];
}

function pick(all: readonly Column[], keys: readonly string[]): Column[] {
  return all.filter((column) => keys.includes(column.key));
}

/** Each with the matches of the day that is shown. */
function namedScans(run: RunSnapshot, { results }: ScanData): [string, string][] {
  return run.scans.map(({ scan, title }) => [
    String(scan),
    `${title} (${count(results.matches[String(scan)]?.length ?? 0)})`,
  ]);
}

function sectors(results: ResultsSnapshot): [string, string][] {
  return [...new Set(results.sectors.map((sector) => sector ?? 'unknown'))]
    .sort()
    .map((name) => [name, name]);
}

function searchControl(onFilter: () => void): HTMLElement {
  const input = element('input', { type: 'search', value: readState().get('q') ?? '', spellcheck: 'false' });
  input.addEventListener('input', () => {
    writeState({ q: input.value });
    onFilter();
  });
  return element('label', {}, 'filter', input);
}

function selectControl(
  key: string,
  label: string,
  choices: readonly (readonly [string, string])[],
  onFilter: () => void,
): HTMLElement {
  const select = element(
    'select',
    {},
    element('option', { value: '' }, 'all'),
    ...choices.map(([value, text]) => element('option', { value }, text)),
  );
  select.value = readState().get(key) ?? '';
  select.addEventListener('change', () => {
    writeState({ [key]: select.value });
    onFilter();
  });
  return element('label', {}, label, select);
}

function exportButton(
  table: DataTable,
  columns: () => readonly Column[],
  run: RunSnapshot,
  asOf: () => string,
): HTMLElement {
  return tableExport('', () => {
    const exported = columns()
      .filter((column) => column.key !== 'spark')
      .map((column) => ({ name: column.key, value: column.value ?? column.text }));
    return withProvenance('technic-scan', exported, table.rows(), { ...run.facts, asOf: asOf() });
  });
}

function columnChoice(
  all: readonly Column[],
  shown: () => readonly string[],
  choose: (keys: readonly string[]) => void,
): HTMLElement {
  const boxes = all.slice(1).map((column) => {
    const box = element('input', { type: 'checkbox', checked: shown().includes(column.key) });
    box.addEventListener('change', () => {
      const keys = new Set(shown());
      if (box.checked) keys.add(column.key);
      else keys.delete(column.key);
      choose(all.map((candidate) => candidate.key).filter((key) => keys.has(key)));
    });
    return element('label', { title: column.description }, box, column.label);
  });
  return element(
    'details',
    {},
    element('summary', {}, `Columns (${all.length} to choose from)`),
    element('div', { class: 'choices' }, ...boxes),
  );
}
