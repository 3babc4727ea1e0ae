import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, fixed, percent, plural, signed, signedPercent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

const Z_95 = 1.959963984540054;
/** Sessions that a walking mean of daily ICs spans. */
const WALK = 63;
const WIDTH = 'container';

type Evaluation = NonNullable<NonNullable<ModelRow['card']>['evaluation']>;

/** Out-of-sample IC through time: the walking mean of daily ICs with its band, and each fold's mean. */
export function icChart({ icBySession, folds }: Evaluation): HTMLElement {
  const known = icBySession.ic.filter((ic) => ic !== null).length;
  const points = icBySession.date.flatMap((date, t) => {
    const span = icBySession.ic.slice(Math.max(0, t - WALK + 1), t + 1).filter((ic) => ic !== null);
    if (span.length < WALK / 3) return [];
    const mean = span.reduce((sum, ic) => sum + ic, 0) / span.length;
    const variance = span.reduce((sum, ic) => sum + (ic - mean) ** 2, 0) / (span.length - 1);
    const reach = Z_95 * Math.sqrt(variance / span.length);
    return [{ date, mean, low: mean - reach, high: mean + reach }];
  });
  if (points.length === 0)
    return element(
      'p',
      { class: 'empty' },
      known === 0
        ? 'No day of its tests has a rank IC: it gave too many symbols the same score.'
        : `${plural(known, 'session')} of its tests ${known === 1 ? 'has' : 'have'} a rank IC, too few for a mean that walks; on the others it gave too many symbols the same score.`,
    );
  const x = { field: 'date', type: 'temporal', title: null, axis: { format: '%Y-%m', labelOverlap: true } };
  return vegaChart({
    name: 'rank IC out of sample through time',
    height: 220,
    caption: `Mean of the last ${WALK} tested sessions; the band treats them as independent, so it is too narrow where labels overlap.`,
    table: plainTable(
      'walk-forward tests',
      ['tested', 'trained', 'configuration', 'mean IC'],
      folds.map((fold) => [
        `${fold.testFrom} to ${fold.testTo}`,
        `${fold.trainFrom} to ${fold.trainTo}`,
        fold.config,
        signed(fold.ic, 3),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: 190,
      data: { values: points },
      layer: [
        {
          mark: { type: 'area', color: 'var(--raised)', stroke: 'var(--line)' },
          encoding: { x, y: { field: 'low', type: 'quantitative', title: 'mean IC' }, y2: { field: 'high' } },
        },
        { mark: 'line', encoding: { x, y: { field: 'mean', type: 'quantitative' } } },
        { mark: 'rule', encoding: { y: { datum: 0 } } },
      ],
    },
  });
}

/** Mean forward return of each tenth of the scores, with its error, before costs. */
export function scoreDecileChart({ deciles, spread }: Evaluation, horizon: number): HTMLElement {
  const rows = deciles.map(({ decile, meanReturn, stdErr, n }) => ({
    decile,
    mean: meanReturn === null ? null : meanReturn * 100,
    low: meanReturn === null ? null : (meanReturn - Z_95 * (stdErr ?? 0)) * 100,
    high: meanReturn === null ? null : (meanReturn + Z_95 * (stdErr ?? 0)) * 100,
    n,
  }));
  const empty = deciles.filter(({ n }) => n === 0).length;
  const ties =
    empty === 0 ? '' : ` ${plural(empty, 'tenth')} without rows: too many symbols had the same score.`;
  const x = {
    field: 'decile',
    type: 'ordinal',
    title: 'tenth of the score',
    axis: { labelAngle: 0 },
    scale: { domain: deciles.map(({ decile }) => decile) },
  };
  return vegaChart({
    name: `mean return over ${horizon} bars by tenth of the score`,
    height: 220,
    caption: `Top less bottom tenth: ${signedPercent(spread.gross, 2)} before costs, ${signedPercent(spread.net, 2)} after ${fixed(spread.costBps, 0)} basis points one way at a turnover of ${percent(spread.turnover, 0)}.${ties}`,
    table: plainTable(
      'by tenth',
      ['tenth', 'mean return', '\u00b1 standard error', 'rows'],
      deciles.map(({ decile, meanReturn, stdErr, n }) => [
        String(decile),
        signedPercent(meanReturn, 2),
        percent(stdErr, 2),
        count(n),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: 190,
      data: { values: rows },
      layer: [
        {
          mark: { type: 'bar', color: 'var(--mute)' },
          encoding: { x, y: { field: 'mean', type: 'quantitative', title: 'mean return (%)' } },
        },
        { mark: 'rule', encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } } },
      ],
    },
  });
}

/** The model beside what it has to beat. */
export function baselineChart({ ic, baselines }: Evaluation): HTMLElement {
  const rows = [['this model', ic] as const, ...Object.entries(baselines)].map(([name, figures]) => ({
    name,
    mean: figures.mean,
    low: figures.mean === null ? null : figures.mean - Z_95 * (figures.stdErr ?? 0),
    high: figures.mean === null ? null : figures.mean + Z_95 * (figures.stdErr ?? 0),
    sessions: figures.sessions,
    isOwn: name === 'this model',
  }));
  const y = { field: 'name', type: 'nominal', title: null, sort: null };
  const color = { condition: { test: 'datum.isOwn', value: 'var(--accent)' }, value: 'var(--ink-3)' };
  return vegaChart({
    name: 'mean rank IC of the model and of its baselines',
    height: 190,
    caption:
      '95 % intervals that allow for overlapping labels. A constant has none; shuffled labels must show nothing.',
    table: plainTable(
      'the model and its baselines',
      ['score', 'mean IC', 'from', 'to', 'sessions'],
      rows.map((row) => [
        row.name,
        signed(row.mean, 3),
        signed(row.low, 3),
        signed(row.high, 3),
        count(row.sessions),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: { step: 24 },
      data: { values: rows.filter(({ mean }) => mean !== null) },
      layer: [
        { mark: 'rule', encoding: { x: { datum: 0 } } },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            y,
            x: { field: 'low', type: 'quantitative', title: 'mean rank IC' },
            x2: { field: 'high' },
            color,
          },
        },
        { mark: 'point', encoding: { y, x: { field: 'mean', type: 'quantitative' }, color } },
      ],
    },
  });
}

/** What the model leans on: share of the trees' gain, and IC lost when a feature is shuffled by date. */
export function importanceChart(
  importance: Readonly<Record<string, { readonly gain: number | null; readonly permutation: number | null }>>,
): HTMLElement {
  const rows = Object.entries(importance)
    .map(([feature, { gain, permutation }]) => ({ feature, gain, permutation }))
    .sort((a, b) => (b.permutation ?? b.gain ?? 0) - (a.permutation ?? a.gain ?? 0));
  const shown = rows.slice(0, 15);
  const order = shown.map(({ feature }) => feature);
  const chart = (key: 'gain' | 'permutation', title: string) =>
    vegaChart({
      name: `importance of the features: ${title}`,
      height: 18 * shown.length + 46,
      table: plainTable(
        'importance',
        ['feature', 'share of gain', 'IC lost when shuffled'],
        rows.map(({ feature, gain, permutation }) => [feature, percent(gain), signed(permutation, 4)]),
      ),
      spec: {
        width: WIDTH,
        height: { step: 18 },
        data: { values: shown.filter((row) => row[key] !== null) },
        mark: { type: 'bar', color: 'var(--accent)' },
        encoding: {
          y: { field: 'feature', type: 'nominal', sort: order, title: null },
          x: { field: key, type: 'quantitative', title, axis: { tickCount: 4 } },
        },
      },
    });
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'columns' },
      chart('permutation', 'IC lost when shuffled by date'),
      chart('gain', 'share of the trees\u2019 gain'),
    ),
    element(
      'p',
      { class: 'note' },
      'Features that say the same share their importance: a small bar is no proof that a feature is idle.',
    ),
  );
}
