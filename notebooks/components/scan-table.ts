import type {
  FeatureColumn,
  RecordSnapshot,
  ResultsSnapshot,
  RunSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { csv } from './csv.js';
import { type Column, type DataTable, dataTable } from './data-table.js';
import { download } from './download.js';
import { element } from './element.js';
import { explanation } from './explanation.js';
import { listenForRowKeys } from './row-keys.js';
import { count } from './number-format.js';
import { scanColumns } from './scan-columns.js';
import { readState, writeState } from './url-state.js';

export interface ScanTableOptions {
  readonly results: ResultsSnapshot;
  readonly features: readonly FeatureColumn[];
  readonly record: RecordSnapshot;
  readonly run: RunSnapshot;
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
  /** Narrows the table to these symbols; undefined shows all again. */
  showOnly(symbols: ReadonlySet<string> | undefined): void;
}

/** The whole scan: search, sector and named-scan filters, columns by choice, export; state in the address. */
export function scanTable(options: ScanTableOptions): ScanTable {
  const { results, features, record, run } = options;
  const state = readState();
  const all = scanColumns(results, features);
  let shown = shownKeys(state.get('columns'), all);
  const table = dataTable({
    caption: `All ${count(results.symbols.length)} symbols as of ${results.asOf}`,
    columns: pick(all, shown),
    rows: filterRows(results, state),
    sort: parseSort(state.get('sort')),
    height: 'min(72vh, 900px)',
    open: (row) => explanation(results, features, record, row, HORIZON),
    onSort: (sort) => writeState({ sort: `${sort.descending ? '-' : ''}${sort.key}` }),
  });
  const status = element('span', { role: 'status', class: 'note' });
  const narrowed: { to?: ReadonlySet<string> } = {};
  const refresh = () => {
    const rows = filterRows(results, readState());
    const { to } = narrowed;
    table.setRows(to ? rows.filter((row) => to.has(results.symbols[row])) : rows);
    const n = table.rows().length;
    status.textContent =
      n === 0
        ? 'No symbol matches these filters: take one away.'
        : `${count(n)} of ${count(results.symbols.length)}`;
  };
  const choose = (keys: readonly string[]) => {
    shown = [...keys];
    writeState({ columns: shown.join('.') });
    table.setColumns(pick(all, shown));
  };
  const controls = element(
    'div',
    { class: 'controls' },
    searchControl(refresh),
    selectControl('scan', 'named scan', namedScans(run), refresh),
    selectControl('sector', 'sector', sectors(results), refresh),
    exportButton(table, () => pick(all, shown), run),
    status,
  );
  refresh();
  listenForRowKeys(table);
  return {
    element: element(
      'div',
      {},
      controls,
      columnChoice(all, () => shown, choose),
      table.element,
    ),
    showOnly(symbols) {
      narrowed.to = symbols;
      refresh();
    },
  };
}

/** Rows that pass the filters in the address: search text, sector, named scan. */
export function filterRows(results: ResultsSnapshot, state: URLSearchParams): number[] {
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

function namedScans(run: RunSnapshot): [string, string][] {
  return run.scans.map((scan) => [String(scan.scan), `${scan.title} (${count(Number(scan.matches))})`]);
}

function sectors(results: ResultsSnapshot): [string, string][] {
  return [...new Set(results.sectors.map((sector) => sector ?? 'unknown'))]
    .sort()
    .map((name) => [name, name]);
}

function searchControl(refresh: () => void): HTMLElement {
  const input = element('input', { type: 'search', value: readState().get('q') ?? '', spellcheck: 'false' });
  input.addEventListener('input', () => {
    writeState({ q: input.value });
    refresh();
  });
  return element('label', {}, 'filter', input);
}

function selectControl(
  key: string,
  label: string,
  choices: readonly (readonly [string, string])[],
  refresh: () => void,
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
    refresh();
  });
  return element('label', {}, label, select);
}

function exportButton(table: DataTable, columns: () => readonly Column[], run: RunSnapshot): HTMLElement {
  const button = element('button', { type: 'button' }, 'Export CSV');
  button.addEventListener('click', () => {
    const exported = columns()
      .filter((column) => column.key !== 'spark')
      .map((column) => ({ name: column.key, value: column.value ?? column.text }));
    const name = `technic-scan-${run.facts.asOf}${run.facts.isSynthetic ? '-SYNTHETIC' : ''}.csv`;
    download(name, 'text/csv;charset=utf-8', csv(exported, table.rows(), run.facts));
  });
  return button;
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
