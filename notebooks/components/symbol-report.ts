import type {
  FeatureColumn,
  ModelsSnapshot,
  PeersSnapshot,
  RecordSnapshot,
  ResultsSnapshot,
  TonightSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { among, brokenLink, said } from './broken-link.js';
import { chartExpressions } from './chart-expressions.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { explanation } from './explanation.js';
import { plural, signedPercent } from './number-format.js';
import { priceChart } from './price-chart.js';
import { symbolEvents } from './symbol-events.js';
import { symbolFeatures } from './symbol-features.js';
import { symbolModels } from './symbol-model.js';
import { symbolPeers } from './symbol-peers.js';
import { fetchHistory, type SymbolHistory, type SymbolIndex } from './symbol-history.js';
import { readState, writeState } from './url-state.js';
import { symbolLink } from './symbol-link.js';

export interface SymbolReportOptions {
  readonly results: ResultsSnapshot;
  readonly features: readonly FeatureColumn[];
  readonly record: RecordSnapshot;
  readonly index: SymbolIndex;
  readonly peers: PeersSnapshot;
  readonly models: ModelsSnapshot;
  /** The named scans, for their titles. */
  readonly scans: TonightSnapshot['scans'];
  /** Address of the file with every symbol's block. */
  readonly url: string;
  /** Address of the file with everybody's bars, and a worker that reads it, for when they are asked for. */
  readonly marketUrl: string;
  readonly startWorker: () => Worker;
}

const SPANS: readonly (readonly [string, number])[] = [
  ['6 months', 126],
  ['1 year', 252],
  ['2 years', 504],
  ['all', Number.POSITIVE_INFINITY],
];
const FIRST_EXPRESSIONS = 'sma(close, 50); sma(close, 200); rsi(14)';

/** Everything the site knows of one symbol, named in the address as `s`; the best-ranked one by default. */
export function symbolReport(options: SymbolReportOptions): HTMLElement {
  const { results } = options;
  const broken = brokenLink({
    span: among(
      'span',
      SPANS.map(([label]) => label),
    ),
  });
  const asked = readState().get('s')?.trim() ?? '';
  const row = asked === '' ? results.ranks.indexOf(1) : findSymbol(results, asked);
  if (row === -1) return unknownSymbol(results, asked);
  document.title = `${results.symbols[row]} | Technic Workbench`;
  const sector = [results.names[row], results.sectors[row]].filter((text) => text).join(', ');
  const chart = element('div', {}, element('p', { class: 'note' }, 'Loading its history\u2026'));
  chart.style.minHeight = '460px';
  const ledger = element('div');
  const events = element('div');
  void loadInto(options, row, { chart, ledger, events });
  return element(
    'div',
    {},
    element('h1', {}, results.symbols[row]),
    broken,
    element(
      'p',
      { class: 'note' },
      `${sector || 'name and sector unknown'}; last bar ${results.dates[row]}, ${signedPercent(results.changes[row], 2)} on the day`,
    ),
    explanation(results, options.features, options.record, row, 10),
    element('h2', {}, 'Price'),
    chart,
    element('h2', {}, 'Features against the universe'),
    symbolFeatures(options.features, row, {
      symbol: results.symbols[row],
      url: options.marketUrl,
      startWorker: options.startWorker,
    }),
    element('h2', {}, 'What the models say'),
    symbolModels(options.models, results.symbols[row]),
    element('h2', {}, 'Its signals'),
    ledger,
    element('h2', {}, 'Peers'),
    symbolPeers(results, options.peers, row),
    element('h2', {}, 'Events'),
    events,
  );
}

function findSymbol(results: ResultsSnapshot, asked: string): number {
  const exact = results.symbols.indexOf(asked);
  return exact === -1 ? results.symbols.indexOf(asked.toUpperCase()) : exact;
}

function unknownSymbol(results: ResultsSnapshot, asked: string): HTMLElement {
  const wanted = asked.toUpperCase();
  const near = results.symbols
    .map((symbol, row) => ({ symbol, row }))
    .filter(
      ({ symbol, row }) =>
        symbol.startsWith(wanted.slice(0, 2)) || (results.names[row] ?? '').toUpperCase().includes(wanted),
    )
    .slice(0, 30);
  const links = near.flatMap(({ symbol }) => [symbolLink(symbol), ' ']);
  return element(
    'div',
    {},
    element('h1', {}, 'Symbol'),
    element(
      'p',
      { class: 'empty' },
      `There is no symbol ${said(asked)} in this run. `,
      links.length > 0 ? 'Near it: ' : 'Search by symbol above, or by name on the Scan page.',
      ...links,
    ),
  );
}

async function loadInto(
  options: SymbolReportOptions,
  row: number,
  { chart, ledger, events }: Readonly<Record<'chart' | 'ledger' | 'events', HTMLElement>>,
): Promise<void> {
  try {
    const fetched = await fetchHistory(options.url, options.index, options.results.ids[row]);
    const history = withTitles(fetched, options.scans);
    chart.replaceChildren(...chartWithControls(history));
    ledger.replaceChildren(ledgerTable(history));
    events.replaceChildren(symbolEvents(history));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    chart.replaceChildren(
      element('p', { class: 'warning', role: 'alert' }, `${reason}. Reload the page to try again.`),
    );
  }
}

/** The history with the titles of its scans in place of their names. */
function withTitles(history: SymbolHistory, scans: SymbolReportOptions['scans']): SymbolHistory {
  const { ledger } = history;
  if (!ledger) return history;
  const titles = new Map(scans.map(({ scan, title }) => [String(scan), String(title)]));
  return { ...history, ledger: { ...ledger, scans: ledger.scans.map((scan) => titles.get(scan) ?? scan) } };
}

function chartWithControls(history: SymbolHistory): HTMLElement[] {
  const state = readState();
  const spans = element('select', {}, ...SPANS.map(([label]) => element('option', { value: label }, label)));
  spans.value = state.get('span') ?? '1 year';
  const input = element('input', {
    type: 'text',
    class: 'expression',
    size: 52,
    spellcheck: 'false',
    value: state.get('show') ?? FIRST_EXPRESSIONS,
  });
  const picture = element('div');
  const errors = element('p', { class: 'note', role: 'status' });
  const draw = () => {
    const series = chartExpressions(input.value, history.bars);
    const shown = SPANS.find(([label]) => label === spans.value)?.[1] ?? 252;
    errors.textContent = series.errors.join(' ');
    picture.replaceChildren(
      priceChart({
        bars: history.bars,
        shown: Math.min(shown, history.bars.close.length),
        overlays: series.overlays,
        panels: series.panels,
        ledger: history.ledger,
        width: Math.max(300, picture.clientWidth || 900),
      }),
    );
  };
  spans.addEventListener('change', () => {
    writeState({ span: spans.value });
    draw();
  });
  input.addEventListener('change', () => {
    writeState({ show: input.value });
    draw();
  });
  requestAnimationFrame(draw);
  const controls = element(
    'div',
    { class: 'controls' },
    element('label', {}, 'span', spans),
    element('label', {}, 'show, separated by ;', input),
  );
  return [controls, errors, picture];
}

function ledgerTable({ ledger, symbol }: SymbolHistory): HTMLElement {
  if (!ledger) return element('p', { class: 'empty' }, `No named scan has ever matched ${symbol}.`);
  const gain = (horizon: string) => ({
    key: horizon,
    label: plural(Number(horizon), 'bar'),
    unit: 'against benchmark',
    numeric: true,
    value: (i: number) => ledger.gains[horizon][i],
    text: (i: number) => signedPercent(ledger.gains[horizon][i]),
  });
  return dataTable({
    caption: `${ledger.dates.length} signals, newest first; gain for the signal's side, before costs`,
    rows: ledger.dates.map((_, i) => i).reverse(),
    height: '340px',
    columns: [
      { key: 'date', label: 'date', text: (i) => ledger.dates[i], value: (i) => ledger.dates[i] },
      { key: 'scan', label: 'scan', text: (i) => ledger.scans[i], value: (i) => ledger.scans[i] },
      { key: 'side', label: 'side', text: (i) => ledger.directions[i] },
      ...['1', '5', '10', '21'].map(gain),
    ],
  }).element;
}
