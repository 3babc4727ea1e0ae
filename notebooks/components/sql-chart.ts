import * as Plot from '@observablehq/plot';
import { chartExport } from './chart-export.js';
import { element } from './element.js';
import type { SqlResult } from './sql-result.js';

const MOST_BARS = 60;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/** What a result can be drawn as: lines over dates or numbers, else bars; undefined where no column is a number. */
export function sqlChartKind({ names, columns, isNumeric, rows }: SqlResult): 'lines' | 'bars' | undefined {
  const drawn = names.filter((_, c) => c > 0 && isNumeric[c]);
  if (rows < 2 || drawn.length === 0) return undefined;
  if (isNumeric[0] || columns[0].every((cell) => typeof cell === 'string' && DATE.test(cell))) return 'lines';
  return 'bars';
}

/** The first column across, the first number after it upwards; a text column between them splits the lines. */
export function sqlChart(result: SqlResult, title: string): HTMLElement | undefined {
  const kind = sqlChartKind(result);
  if (kind === undefined) return undefined;
  const { names, columns, isNumeric, rows } = result;
  const y = names.findIndex((_, c) => c > 0 && isNumeric[c]);
  const split = names.findIndex((_, c) => c > 0 && !isNumeric[c]);
  const isDate = !isNumeric[0];
  const points = Array.from({ length: kind === 'bars' ? Math.min(rows, MOST_BARS) : rows }, (_, row) => ({
    x: kind === 'lines' && isDate ? new Date(String(columns[0][row])) : columns[0][row],
    y: columns[y][row],
    z: split > 0 ? columns[split][row] : null,
  }));
  const marks =
    kind === 'lines'
      ? [Plot.lineY(points, { x: 'x', y: 'y', z: 'z', stroke: split > 0 ? 'z' : 'var(--accent)' })]
      : [Plot.barY(points, { x: 'x', y: 'y', fill: 'var(--accent)', sort: { x: null } }), Plot.ruleY([0])];
  const chart = Plot.plot({
    width: 860,
    height: 300,
    marginLeft: 60,
    marginBottom: kind === 'bars' ? 90 : 40,
    x: { label: names[0], tickRotate: kind === 'bars' ? -45 : 0 },
    y: { label: names[y], grid: true },
    ariaLabel: title,
    marks,
  }) as SVGSVGElement;
  const shown =
    kind === 'bars' && rows > MOST_BARS ? `the first ${MOST_BARS} of ${rows} rows` : `${rows} rows`;
  return element(
    'figure',
    {},
    element('figcaption', {}, `${names[y]} by ${names[0]}, ${shown}; the table below has them all`),
    element(
      'div',
      { class: 'picture' },
      chart,
      chartExport(title, () => chart),
    ),
  );
}
