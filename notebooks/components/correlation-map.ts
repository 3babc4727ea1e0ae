import * as Plot from '@observablehq/plot';
import type { FeatureColumn } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { signed } from './number-format.js';
import { rankCorrelation } from './rank-correlation.js';
import { picture } from './picture.js';

/** Ranking five thousand rows eight hundred times takes a second: a sample says the same. */
const SAMPLE = 600;
const STRONGEST = 15;

interface Cell {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/** Rank correlations of the features as a map, the strongest pairs as a table. */
export function correlationMap(features: readonly FeatureColumn[]): HTMLElement {
  const rows = features[0]?.values.length ?? 0;
  const step = Math.max(1, Math.ceil(rows / SAMPLE));
  const columns = features.map((feature) => feature.values.filter((_, i) => i % step === 0));
  const cells: Cell[] = [];
  for (let i = 0; i < features.length; i++) {
    for (let j = 0; j < i; j++) {
      const value = rankCorrelation(columns[i], columns[j]);
      cells.push({ a: features[i].feature, b: features[j].feature, value });
      cells.push({ a: features[j].feature, b: features[i].feature, value });
    }
  }
  const names = features.map((feature) => feature.feature);
  const size = Math.min(760, 120 + names.length * 15);
  const map = picture({
    width: size,
    height: size,
    marginLeft: 130,
    marginBottom: 130,
    x: { domain: names, label: null, tickRotate: -90 },
    y: { domain: names, label: null },
    color: { type: 'identity' },
    ariaLabel: 'rank correlation of features',
    marks: [
      Plot.cell(cells, {
        x: 'a',
        y: 'b',
        fill: (c: Cell) => cellColour(c.value),
        inset: 0.5,
        title: (c: Cell) => `${c.a}, ${c.b}: ${signed(c.value, 2)}`,
      }),
    ],
  });
  return element(
    'figure',
    {},
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'correlation map' },
      map,
    ),
    element(
      'figcaption',
      {},
      `Blue goes together, orange against; ${Math.ceil(rows / step)} of ${rows} symbols`,
    ),
    strongestPairs(cells),
  );
}

/** Mixed by the browser from the page's own colours, so that light and dark both hold. */
function cellColour(value: number): string {
  const strength = Number.isFinite(value) ? Math.round(Math.abs(value) * 100) : 0;
  return `color-mix(in oklab, ${value < 0 ? 'var(--loss)' : 'var(--gain)'} ${strength}%, var(--ground))`;
}

function strongestPairs(cells: readonly Cell[]): HTMLElement {
  const pairs = cells
    .filter((cell) => cell.a < cell.b && Number.isFinite(cell.value))
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value))
    .slice(0, STRONGEST);
  return element(
    'details',
    {},
    element('summary', {}, `The ${pairs.length} strongest as a table`),
    element(
      'table',
      {},
      element(
        'tbody',
        {},
        ...pairs.map((pair) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, pair.a),
            element('td', {}, pair.b),
            element('td', { class: 'number' }, signed(pair.value, 2)),
          ),
        ),
      ),
    ),
  );
}
