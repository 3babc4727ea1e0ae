import { spearman } from '../models/statistics/index.js';
import type { TrackSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, percent, signed, signedPercent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

const Z_95 = 1.96;
/** Two-sided 5 % of Spearman’s rank correlation of ten pairs (Zar 1972). */
const CRITICAL_RHO = 0.648;

type Deciles = TrackSnapshot['byDecile'];

/** Gain and hit rate by tenth of the score, a chart for each side: what a score that knew something would climb. */
export function trackCalibration(rows: Deciles): HTMLElement {
  const sides = (['long', 'short'] as const).map((side) => ({
    side,
    rows: rows.filter(({ direction }) => direction === side),
  }));
  return element(
    'div',
    {},
    ...sides.map(({ side, rows: own }) => element('p', {}, calibrationSentence(own, side))),
    element(
      'div',
      { class: 'columns' },
      ...sides.filter(({ rows: own }) => own.length > 0).map(({ side, rows: own }) => sideChart(own, side)),
    ),
  );
}

/** Whether the mean gain climbs with the tenth, in words; the ten tenths are one small sample. */
export function calibrationSentence(rows: Deciles, side: 'long' | 'short'): string {
  if (rows.length < 3) return `Too few ${side} signals have come due to be divided into tenths.`;
  const tenths = Float64Array.from(rows, ({ decile }) => Number(decile));
  const rho = spearman(
    tenths,
    Float64Array.from(rows, ({ mean }) => Number(mean)),
  );
  const top = rows[rows.length - 1];
  const reads =
    rho > CRITICAL_RHO
      ? 'it climbs, as it should'
      : rho < -CRITICAL_RHO
        ? 'it falls: a better score was followed by less'
        : 'no order that ten numbers in a random order would not show as well';
  return `Of ${count(rows.reduce((sum, { n }) => sum + Number(n), 0))} ${side} signals the tenth with the best score gained ${signedPercent(Number(top.mean), 2)} on average and ${percent(Number(top.hit_rate), 0)} of them gained at all; over the tenths the gain has a rank correlation of ${signed(rho, 2)} with the score: ${reads}.`;
}

function sideChart(rows: Deciles, side: string): HTMLElement {
  const values = rows.map((row) => {
    const [mean, reach] = [Number(row.mean) * 100, Number(row.std_err ?? 0) * Z_95 * 100];
    return { tenth: Number(row.decile), mean, low: mean - reach, high: mean + reach };
  });
  const x = {
    field: 'tenth',
    type: 'ordinal',
    title: `tenth of the score, ${side}`,
    axis: { labelAngle: 0 },
  };
  return vegaChart({
    name: `mean gain of ${side} signals over ten bars by tenth of the score`,
    height: 210,
    table: plainTable(
      `${side} signals`,
      ['tenth', 'mean gain', '\u00b1', 'gain above 0', 'signals', 'days'],
      rows.map((row) => [
        String(row.decile),
        signedPercent(Number(row.mean), 2),
        percent(Number(row.std_err ?? 0) * Z_95, 2),
        percent(Number(row.hit_rate), 0),
        count(Number(row.n)),
        count(Number(row.days)),
      ]),
    ),
    spec: {
      width: 'container',
      height: 170,
      data: { values },
      layer: [
        { mark: 'rule', encoding: { y: { datum: 0 } } },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            x,
            y: { field: 'low', type: 'quantitative', title: 'mean gain (%), 95 %' },
            y2: { field: 'high' },
          },
        },
        { mark: 'point', encoding: { x, y: { field: 'mean', type: 'quantitative' } } },
      ],
    },
  });
}
