import * as Plot from '@observablehq/plot';
import type { StrategiesSnapshot, StrategyRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { compact, count, fixed, signedPercent } from './number-format.js';
import { picture } from './picture.js';
import { thin } from './rule-charts.js';
import { nightsSentence } from './strategies-words.js';

const MS_PER_DAY = 86_400_000;
const SHOWN_NIGHTS = 10;

/** One strategy in full: its equity beside the benchmark, its neighbours, its nights, what it is. */
export function strategyDetail(snapshot: StrategiesSnapshot, row: number): HTMLElement {
  const strategy = snapshot.strategies[row];
  return element(
    'div',
    { class: 'strategy-detail' },
    equityChart(snapshot, strategy),
    element('p', {}, whatItIs(strategy)),
    neighbourTable(strategy),
    element('h3', {}, 'Said beforehand'),
    element('p', {}, nightsSentence(strategy)),
    nightTable(strategy),
  );
}

function whatItIs({ strategy, parameters, account, settings, symbols, ...row }: StrategyRow): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  const how = account === 'each' ? 'an account for each' : 'one account for all';
  const limits = [
    row.capacityBreakEven === null
      ? ''
      : row.capacityBreakEven === 0
        ? 'there is no edge for impact to eat'
        : `impact eats the edge at $${compact(row.capacityBreakEven)}`,
    row.capacityByVolume === null
      ? ''
      : `5 % of its trades exceed a tenth of a day\u2019s volume at $${compact(row.capacityByVolume)}`,
  ].filter((text) => text !== '');
  const capacity = limits.length === 0 ? 'capacity unknown' : limits.join('; ');
  return `${[strategy, ...values].join(', ')}; ${count(symbols)} symbols, ${how} of $${compact(settings.cash)}; ${settings.commission.bps} bps a side. Capacity: ${capacity}.`;
}

function equityChart(
  { days, benchmark, benchmarkLabel }: StrategiesSnapshot,
  { title, equity }: StrategyRow,
): HTMLElement {
  const time = Float64Array.from(days, (day) => day * MS_PER_DAY);
  const start = benchmark.find((value) => value !== null) ?? Number.NaN;
  const own = thin(
    time,
    Float64Array.from(equity, (value) => value / equity[0]),
    'last',
  );
  const other = thin(
    time,
    Float64Array.from(benchmark, (value) => (value ?? Number.NaN) / start),
    'last',
  );
  const label = (points: typeof own, text: string, fill: string) =>
    Plot.text(points.slice(-1), {
      x: 'date',
      y: 'value',
      text: () => text,
      dx: 6,
      textAnchor: 'start',
      fill,
    });
  return element(
    'figure',
    {},
    picture({
      width: 720,
      height: 200,
      marginLeft: 44,
      marginRight: 110,
      x: { type: 'utc', label: null },
      y: { label: 'equity after costs, start = 1', grid: true, ticks: 5 },
      ariaLabel: `equity of ${title} and of ${benchmarkLabel}`,
      marks: [
        Plot.line(other, { x: 'date', y: 'value', stroke: 'var(--mute)', strokeWidth: 1.2 }),
        Plot.line(own, { x: 'date', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.5 }),
        label(own, 'strategy', 'var(--ink)'),
        label(other, benchmarkLabel, 'var(--ink-3)'),
      ],
    }),
  );
}

function neighbourTable({ neighbours }: StrategyRow): HTMLElement | null {
  if (neighbours.length < 2) return null;
  const names = Object.keys(neighbours[0].parameters);
  const [own, ...others] = neighbours;
  const below = others.filter(({ sharpe }) => (sharpe ?? -9) < (own.sharpe ?? -9)).length;
  return element(
    'details',
    {},
    element(
      'summary',
      {},
      `${count(below)} of its ${count(others.length)} neighbours in parameters are worse: all of them as a table`,
    ),
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...[...names, 'Sharpe'].map((name) => element('th', { scope: 'col', class: 'number' }, name)),
        ),
      ),
      element(
        'tbody',
        {},
        ...neighbours.map(({ parameters, sharpe }) =>
          element(
            'tr',
            {},
            ...names.map((name) => element('td', { class: 'number' }, String(parameters[name]))),
            element('td', { class: 'number' }, fixed(sharpe)),
          ),
        ),
      ),
    ),
  );
}

function nightTable({ nights }: StrategyRow): HTMLElement | null {
  if (nights.length === 0) return null;
  const shown = nights.slice(-SHOWN_NIGHTS).reverse();
  return element(
    'table',
    {},
    element('caption', {}, `The last ${count(shown.length)} of ${count(nights.length)} nights`),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['session', 'recorded that night (%)', 'by tonight\u2019s backtest (%)'].map((name) =>
          element('th', { scope: 'col', class: 'number' }, name),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      ...shown.map(({ date, recorded, backtest }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, date),
          element('td', { class: 'number' }, signedPercent(recorded, 3)),
          element('td', { class: 'number' }, signedPercent(backtest, 3)),
        ),
      ),
    ),
  );
}
