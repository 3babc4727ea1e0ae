import * as Plot from '@observablehq/plot';
import { FIGURES } from '../models/statistics/index.js';
import { element } from './element.js';
import { figureText } from './figure-text.js';
import type { LabResult } from './lab-protocol.js';
import { picture } from './picture.js';
import { thin } from './rule-charts.js';

/** A run beside others. */
export interface ComparedRun {
  readonly label: string;
  /** In words; also where its link leads. */
  readonly name: string;
  readonly address: string | undefined;
  readonly result: LabResult;
  remove?(): void;
}

/** Figures that stand side by side; the rest are in each run's own report. */
const COMPARED = [
  'totalReturn',
  'cagr',
  'volAnnual',
  'sharpe',
  'sharpeError',
  'psrVs0',
  'sortino',
  'maxDrawdown',
  'longestDrawdownDays',
  'calmar',
  'closedTrades',
  'winRate',
  'profitFactor',
  'averageBarsHeld',
  'exposureClose',
  'turnoverAnnual',
  'totalCommission',
  'beta',
  'informationRatio',
];
const DASHES = ['', '6 3', '2 3', '9 3 2 3', '1 3'];

/** Runs over each other and their figures beside each other, the run being worked on first. */
export function compareReport(runs: readonly ComparedRun[]): HTMLElement {
  return element(
    'section',
    { class: 'compare', 'aria-label': 'runs compared' },
    element('h2', {}, 'Compared'),
    overlay(runs),
    figureTable(runs),
  );
}

function overlay(runs: readonly ComparedRun[]): HTMLElement {
  const lines = runs.map(({ label, result }, k) => ({
    k,
    label,
    points: thin(result.time, result.equity, 'last'),
  }));
  return element(
    'figure',
    {},
    picture({
      width: 820,
      height: 240,
      marginLeft: 48,
      marginRight: 40,
      x: { type: 'utc', label: null },
      y: { label: 'equity after costs, start = 1', grid: true },
      ariaLabel: `equity of ${runs.length} runs`,
      marks: lines.flatMap(({ k, label, points }) => [
        Plot.line(points, {
          x: 'date',
          y: 'value',
          stroke: k === 0 ? 'var(--ink)' : 'var(--accent)',
          strokeDasharray: DASHES[k],
          strokeWidth: 1.5,
        }),
        Plot.text(points.slice(-1), {
          x: 'date',
          y: 'value',
          text: () => label,
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
      ]),
    }),
  );
}

function figureTable(runs: readonly ComparedRun[]): HTMLElement {
  const rows = COMPARED.flatMap((name) => FIGURES.filter((figure) => figure.name === name));
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'figures of the runs' },
    element(
      'table',
      {},
      element('caption', {}, 'All in sample, each after its own costs'),
      element(
        'thead',
        {},
        element('tr', {}, element('th', { scope: 'col' }, 'figure'), ...runs.map(headCell)),
      ),
      element(
        'tbody',
        {},
        ...rows.map((figure) =>
          element(
            'tr',
            { title: figure.definition },
            element('th', { scope: 'row' }, figure.title),
            ...runs.map(({ result }) =>
              element('td', { class: 'number' }, figureText(figure, result.figures[figure.name])),
            ),
          ),
        ),
      ),
    ),
  );
}

function headCell({ label, name, address, remove }: ComparedRun): HTMLElement {
  const button =
    remove && element('button', { type: 'button', 'aria-label': `take away ${label}` }, '\u00d7');
  if (button && remove) button.addEventListener('click', remove);
  const title = address === undefined ? name : element('a', { href: address }, name);
  return element(
    'th',
    { scope: 'col', class: 'number words' },
    `${label} `,
    button,
    element('small', {}, title),
  );
}
