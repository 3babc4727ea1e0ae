import type { ResultsSnapshot, TonightSnapshot } from '../../pipelines/site/snapshots/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { count, signed, signedPercent } from './number-format.js';

const MOST_MOVED = 12;

/** What entered and left each scan, and who moved furthest in the ranking, since the run before. */
export function changeTable(tonight: TonightSnapshot, results: ResultsSnapshot): HTMLElement {
  if (!tonight.previous) {
    return element('p', { class: 'empty' }, 'The next run will show here what entered, left and moved.');
  }
  const byScan = tonight.scans.map((scan) => {
    const of = (rows: TonightSnapshot['entered']) =>
      rows.filter((row) => row.scan === scan.scan).map((row) => String(row.symbol));
    return { title: String(scan.title), entered: of(tonight.entered), left: of(tonight.left) };
  });
  const scans = element(
    'table',
    {},
    element('caption', {}, 'Named scans'),
    headRow('scan', 'in', 'out'),
    element(
      'tbody',
      {},
      ...byScan.map((scan) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, scan.title),
          symbolsCell(scan.entered),
          symbolsCell(scan.left),
        ),
      ),
    ),
  );
  return element(
    'div',
    { class: 'columns' },
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Named scans' },
      scans,
    ),
    moversTable(results),
  );
}

function symbolsCell(symbols: readonly string[]): HTMLElement {
  const shown = symbols.slice(0, 8).join(' ');
  const rest = symbols.length > 8 ? ` and ${symbols.length - 8} more` : '';
  return element('td', {}, symbols.length === 0 ? '\u2013' : `${symbols.length}: ${shown}${rest}`);
}

function moversTable(results: ResultsSnapshot): HTMLElement {
  const rows = results.symbols
    .map((_, row) => row)
    .filter((row) => results.ranks[row] !== null && results.previousRanks[row] !== null)
    .filter((row) => move(results, row) !== 0)
    .sort((a, b) => Math.abs(move(results, b)) - Math.abs(move(results, a)))
    .slice(0, MOST_MOVED);
  if (rows.length === 0) return element('p', { class: 'empty' }, 'Every symbol has the rank it had before.');
  return dataTable({
    caption: 'Furthest moves in the ranking',
    rows,
    columns: [
      { key: 'symbol', label: 'symbol', text: (row) => results.symbols[row] },
      { key: 'rank', label: 'rank', numeric: true, text: (row) => count(results.ranks[row]) },
      { key: 'before', label: 'before', numeric: true, text: (row) => count(results.previousRanks[row]) },
      { key: 'move', label: 'places', numeric: true, text: (row) => signed(move(results, row), 0) },
    ],
  }).element;
}

/** Places gained, negative when lost. */
function move(results: ResultsSnapshot, row: number): number {
  return (results.previousRanks[row] ?? 0) - (results.ranks[row] ?? 0);
}

/** Signals whose ten bars ended tonight, losers first. */
export function dueTable({ due, scans }: TonightSnapshot): HTMLElement {
  const { rows, signals } = due;
  if (rows.length === 0) return element('span', {});
  const titles = new Map(scans.map(({ scan, title }) => [String(scan), String(title)]));
  const titleOf = (scan: string) => titles.get(scan) ?? scan;
  return dataTable({
    caption:
      rows.length < signals
        ? `Losers first: the ${count(rows.length)} of ${count(signals)} that lost most`
        : 'Losers first',
    rows: rows.map((_, row) => row),
    height: '320px',
    columns: [
      { key: 'symbol', label: 'symbol', text: (row) => String(rows[row].symbol) },
      { key: 'scan', label: 'scan', text: (row) => titleOf(String(rows[row].scan)) },
      { key: 'date', label: 'signal', text: (row) => String(rows[row].date) },
      { key: 'side', label: 'side', text: (row) => String(rows[row].direction) },
      {
        key: 'return',
        label: 'return',
        unit: 'of the symbol',
        numeric: true,
        text: (row) => signedPercent(Number(rows[row].forward_return)),
      },
      {
        key: 'gain',
        label: 'gain',
        unit: 'against benchmark',
        numeric: true,
        value: (row) => Number(rows[row].gain),
        text: (row) => signedPercent(Number(rows[row].gain)),
      },
    ],
  }).element;
}

/** Warnings in words, with the suspicious bars behind them. */
export function warningList(
  warnings: readonly string[],
  { rows }: TonightSnapshot['recentFlags'],
): HTMLElement {
  const list = element(
    'p',
    { class: 'wide' },
    warnings.length === 0 ? 'Nothing was rejected or looks doubtful. ' : `${warnings.join(' ')} `,
    element('a', { href: './run.html' }, 'Why, row by row'),
  );
  if (rows.length === 0) return list;
  const lines = rows.map((flag) =>
    element(
      'li',
      {},
      `${flag.symbol} ${flag.date}: ${String(flag.kind).replaceAll('_', ' ')}, ${flag.detail}`,
    ),
  );
  return element('div', {}, list, element('ul', { class: 'why' }, ...lines));
}

function headRow(...labels: readonly string[]): HTMLElement {
  return element(
    'thead',
    {},
    element('tr', {}, ...labels.map((label) => element('th', { scope: 'col' }, label))),
  );
}
