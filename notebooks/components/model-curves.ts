import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, fixed, percent, signed } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Card = NonNullable<ModelRow['card']>;
type PartialCurve = NonNullable<Card['training']>['partial'][number];
type Conformal = NonNullable<Card['conformal']>;

/** Mean score over each feature's rank, on one scale for all, so that a flat curve looks flat. */
export function partialCharts(curves: readonly PartialCurve[]): HTMLElement {
  const scores = curves.flatMap(({ meanScore }) => meanScore);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const margin = 0.05 * (high - low);
  const domain = [low - margin, high + margin];
  const charts = curves.map(({ feature, value, meanScore }) =>
    vegaChart({
      name: `mean score by ${feature}`,
      height: 150,
      table: plainTable(
        feature,
        ['rank in the session', 'mean score'],
        value.map((v, k) => [signed(v), signed(meanScore[k], 5)]),
      ),
      spec: {
        width: 'container',
        height: 110,
        title: feature,
        data: { values: value.map((v, k) => ({ value: v, score: meanScore[k] })) },
        mark: { type: 'line', interpolate: 'step-after' },
        encoding: {
          x: {
            field: 'value',
            type: 'quantitative',
            title: null,
            axis: {
              values: [-0.5, 0, 0.5],
              labelExpr: "datum.value < 0 ? 'lowest' : datum.value > 0 ? 'highest' : 'middle'",
            },
          },
          y: {
            field: 'score',
            type: 'quantitative',
            title: null,
            scale: { domain, zero: false },
            axis: { tickCount: 3, format: '.2~g' },
          },
        },
      },
    }),
  );
  return element(
    'div',
    {},
    element('div', { class: 'multiples' }, ...charts),
    element(
      'p',
      { class: 'note' },
      `Partial dependence (Friedman 2001) of the ${count(curves.length)} features that cost most when shuffled: the mean score of sampled rows with that feature set from the lowest to the highest of its session and the others left as they are. All share one scale. Where features move together this asks about rows that never occur; a shape is what the model does, not what the market does.`,
    ),
  );
}

/** How often its interval held, session by session, beside what it promised. */
export function coverageChart({ level, coverage, coverageBySession }: Conformal): HTMLElement {
  const { date, coverage: held } = coverageBySession;
  const rows = date.map((day, k) => ({ date: day, coverage: held[k] }));
  const x = { field: 'date', type: 'temporal', title: null, axis: { format: '%Y-%m', labelOverlap: true } };
  return vegaChart({
    name: 'share of outcomes inside the interval, session by session',
    height: 190,
    caption: `Promised ${percent(level, 0)}, held in ${percent(coverage)} over ${count(date.length)} sessions. The interval adapts from session to session (Gibbs and Cand\u00e8s 2021), each judged before it was adapted to; outcomes of one session move together, so single sessions swing widely.`,
    table: plainTable(
      'coverage of the interval',
      ['session', 'inside'],
      rows.map((row) => [row.date, percent(row.coverage)]),
    ),
    spec: {
      width: 'container',
      height: 150,
      data: { values: rows },
      layer: [
        {
          mark: { type: 'line', point: { size: 18 } },
          encoding: {
            x,
            y: {
              field: 'coverage',
              type: 'quantitative',
              title: 'inside',
              scale: { domain: [0, 1] },
              axis: { format: '.0%' },
            },
          },
        },
        { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { y: { datum: level } } },
      ],
    },
  });
}

/** What the Brier score is made of, in words; undefined where it was not measured. */
export function brierWords({ brier }: NonNullable<Card['evaluation']>): string | undefined {
  if (!brier || brier.score === null) return undefined;
  const better =
    (brier.skill ?? 0) > 0
      ? `${percent(brier.skill, 2)} better than stating the base rate every time`
      : 'no better than stating the base rate every time';
  return `Brier score ${fixed(brier.score, 4)}: uncertainty ${fixed(brier.uncertainty, 4)} \u2212 resolution ${fixed(brier.resolution, 5)} + reliability ${fixed(brier.reliability, 5)} ${(brier.within ?? 0) < 0 ? '\u2212' : '+'} ${fixed(Math.abs(brier.within ?? 0), 5)} within bins (Murphy 1973; Stephenson et al. 2008); ${better}.`;
}
