import * as Plot from '@observablehq/plot';
import type { DecileRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, percent, signedPercent } from './number-format.js';
import { picture } from './picture.js';

/** Mean forward return by decile, with the numbers as a table behind it. */
export function decileChart(deciles: readonly DecileRow[], subject: string, horizon: number): HTMLElement {
  const rows = deciles.filter((row) => row.subject === subject && row.horizon === horizon);
  const chart = picture({
    width: 260,
    height: 150,
    marginLeft: 40,
    x: { label: 'decile', type: 'band' },
    y: { label: 'mean return (%)', grid: true, ticks: 4 },
    ariaLabel: `mean return by decile over ${horizon} bars`,
    marks: [
      Plot.barY(rows, {
        x: 'decile',
        y: (row: DecileRow) => (row.meanReturn ?? 0) * 100,
        fill: (row: DecileRow) => ((row.meanReturn ?? 0) >= 0 ? 'var(--gain)' : 'var(--loss)'),
      }),
      Plot.ruleY([0], { stroke: 'var(--ink-3)' }),
    ],
  });
  const lines = rows.map((row) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, row.decile),
      element('td', { class: 'number' }, signedPercent(row.meanReturn, 2)),
      element('td', { class: 'number' }, percent(row.hitRate, 1)),
      element('td', { class: 'number' }, count(row.observations)),
    ),
  );
  return element(
    'figure',
    {},
    chart,
    element('figcaption', {}, `${horizon} bars ahead`),
    element(
      'details',
      {},
      element('summary', {}, 'as a table: decile, mean, share above 0, n'),
      element('table', {}, element('tbody', {}, ...lines)),
    ),
  );
}
