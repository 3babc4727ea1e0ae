import type {
  EarlierRun,
  ResultsSnapshot,
  RunSnapshot,
  TonightSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { type Regime, regimeWords } from '../models/ratings/index.js';
import { compareRun } from './compare-run.js';
import { dataTable } from './data-table.js';
import { among, brokenLink } from './broken-link.js';
import { element } from './element.js';
import { count, signed } from './number-format.js';
import { changeTable } from './tonight-tables.js';
import { changeSentence } from './tonight-summary.js';
import { readState, writeState } from './url-state.js';
import { symbolLink } from './symbol-link.js';

const COMPARED: readonly (readonly [string, string])[] = [
  ['as_of', 'as of'],
  ['data_hash', 'data'],
  ['code_version', 'code'],
  ['source', 'source'],
  ['symbols', 'symbols'],
  ['failed', 'failed'],
  ['regime', 'regime'],
  ['trials', 'ideas tried'],
];

/** Tonight's run against any run before it: what went in, what came out, who moved. */
export function changesReport(
  tonight: TonightSnapshot,
  results: ResultsSnapshot,
  run: RunSnapshot,
  earlier: readonly EarlierRun[],
): HTMLElement {
  if (earlier.length === 0)
    return element(
      'p',
      { class: 'empty' },
      'With a second run this page compares data, code, universe and results.',
    );
  const broken = brokenLink({
    with: among(
      'run on file',
      earlier.map(({ run: { run_id: id } }) => String(id)),
    ),
  });
  const asked = earlier.findIndex((one) => one.run.run_id === readState().get('with'));
  const select = element(
    'select',
    { id: 'earlier-run' },
    ...earlier.map((one, i) =>
      element(
        'option',
        { value: i, selected: i === Math.max(0, asked) },
        `${String(one.run.as_of)}, run ${String(one.run.run_id)}`,
      ),
    ),
  );
  const place = element('div', {});
  const show = (i: number) => place.replaceChildren(comparison(tonight, results, run, earlier[i]));
  select.addEventListener('change', () => {
    const i = Number(select.value);
    writeState({ with: i === 0 ? null : String(earlier[i].run.run_id) });
    show(i);
  });
  show(Math.max(0, asked));
  return element(
    'div',
    {},
    broken,
    element('div', { class: 'controls' }, element('label', {}, 'tonight against ', select)),
    place,
  );
}

function comparison(
  tonight: TonightSnapshot,
  results: ResultsSnapshot,
  run: RunSnapshot,
  earlier: EarlierRun,
): HTMLElement {
  const compared = compareRun(tonight, results, earlier);
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, changeSentence(compared.tonight, compared.results)),
    element('h2', {}, 'Data, code and universe'),
    inputsTable(run.runs[0], earlier.run),
    element('h2', {}, 'Ranking'),
    rankTable(compared.results),
    element('h2', {}, 'Scans'),
    changeTable(compared.tonight, compared.results),
  );
}

function inputsTable(now: RunSnapshot['runs'][number], before: RunSnapshot['runs'][number]): HTMLElement {
  const rows = [...COMPARED.keys()];
  const text = (run: RunSnapshot['runs'][number], i: number) => {
    const [key] = COMPARED[i];
    return key === 'regime' ? regimeWords(run.regime as Regime) : String(run[key] ?? '');
  };
  return dataTable({
    caption: `${String(before.run_id)}, then ${String(now.run_id)}`,
    rows,
    columns: [
      { key: 'what', label: 'what', text: (i) => COMPARED[i][1] },
      { key: 'before', label: 'before', text: (i) => text(before, i) },
      { key: 'now', label: 'now', text: (i) => text(now, i) },
      { key: 'same', label: '', text: (i) => (text(before, i) === text(now, i) ? 'same' : 'changed') },
    ],
  }).element;
}

function rankTable(results: ResultsSnapshot): HTMLElement {
  const move = (row: number) => {
    const now = results.ranks[row];
    const before = results.previousRanks[row];
    return now === null || before === null ? null : before - now;
  };
  const rows = results.symbols
    .map((_, row) => row)
    .filter((row) => results.ranks[row] !== results.previousRanks[row]);
  if (rows.length === 0) return element('p', { class: 'empty' }, 'Every symbol has the rank it had before.');
  return dataTable({
    caption: `${count(rows.length)} symbols have another rank than before`,
    rows,
    height: '480px',
    sort: { key: 'places', descending: true },
    columns: [
      {
        key: 'symbol',
        label: 'symbol',
        text: (row) => results.symbols[row],
        value: (row) => results.symbols[row],
        cell: (row) => symbolLink(results.symbols[row], results.names[row]),
      },
      {
        key: 'rank',
        label: 'rank',
        numeric: true,
        value: (row) => results.ranks[row],
        text: (row) => count(results.ranks[row]),
      },
      {
        key: 'before',
        label: 'before',
        numeric: true,
        value: (row) => results.previousRanks[row],
        text: (row) => count(results.previousRanks[row]),
      },
      {
        key: 'places',
        label: 'places',
        unit: 'gained',
        numeric: true,
        value: move,
        text: (row) => signed(move(row), 0),
      },
      {
        key: 'score',
        label: 'score',
        numeric: true,
        value: (row) => results.scores[row],
        text: (row) => signed(results.scores[row]),
      },
    ],
  }).element;
}
