import type { FactorRow, FeatureColumn } from '../../pipelines/site/snapshots/index.js';
import { type DataTable, dataTable } from './data-table.js';
import { factorSheet } from './factor-sheet.js';
import { atHorizon, isOutside, reachOf } from './factor-verdict.js';
import { intervalBar } from './interval-bar.js';
import { count, fixed, percent, signed, signedPercent } from './number-format.js';

const TURNOVER_LAG = 21;

/** Every feature at one horizon; a row opens to its tear sheet. */
export function factorTable(
  factors: readonly FactorRow[],
  features: readonly FeatureColumn[],
  horizon: number,
  found: ReadonlySet<string>,
): DataTable {
  const titleOf = new Map(features.map(({ feature, title }) => [feature, title]));
  const familyOf = new Map(features.map(({ feature, family }) => [feature, family]));
  const rows = factors.map((factor) => atHorizon(factor, horizon));
  const limit = Math.max(1e-9, ...rows.map((row) => Math.abs(row?.ic ?? 0) + (reachOf(row) ?? 0)));
  const spread = (i: number) => {
    const deciles = rows[i]?.deciles ?? [];
    const [bottom, top] = [deciles[0]?.[0], deciles.at(-1)?.[0]];
    return bottom == null || top == null ? null : top - bottom;
  };
  const turnover = (i: number) =>
    factors[i].turnover.reduce<(typeof factors)[number]['turnover'][number] | undefined>(
      (best, row) =>
        best && Math.abs(best.lag - TURNOVER_LAG) <= Math.abs(row.lag - TURNOVER_LAG) ? best : row,
      undefined,
    )?.top ?? null;
  const verdict = (i: number) =>
    found.has(factors[i].subject) ? 'stands out' : isOutside(rows[i]) ? 'alone, not among all' : 'nil';
  return dataTable({
    caption: `Rank correlation of ${factors.length} features with the return of the next ${horizon} bars, before costs; open a row for its tear sheet`,
    rows: factors.map((_, i) => i),
    sort: { key: 'ic', descending: true },
    height: '640px',
    open: (i) => factorSheet(factors[i]),
    columns: [
      {
        key: 'subject',
        label: 'feature',
        text: (i) => titleOf.get(factors[i].subject) ?? factors[i].subject,
        value: (i) => titleOf.get(factors[i].subject) ?? factors[i].subject,
      },
      {
        key: 'family',
        label: 'family',
        text: (i) => (familyOf.get(factors[i].subject) ?? 'rating').replace('_', ' '),
        value: (i) => familyOf.get(factors[i].subject) ?? 'rating',
      },
      {
        key: 'ic',
        label: 'mean rank IC',
        numeric: true,
        text: (i) => signed(rows[i]?.ic, 3),
        value: (i) => rows[i]?.ic ?? null,
      },
      {
        key: 'error',
        label: '\u00b1 95\u202f%',
        numeric: true,
        text: (i) => fixed(reachOf(rows[i]), 3),
        value: (i) => reachOf(rows[i]),
      },
      {
        key: 'bar',
        label: `\u2212${limit.toFixed(2)} to ${limit.toFixed(2)}`,
        text: () => '',
        cell: (i) => intervalBar(rows[i]?.ic ?? 0, reachOf(rows[i]) ?? 0, limit),
      },
      {
        key: 'spread',
        label: 'top \u2212 bottom tenth',
        unit: `over ${horizon} bars`,
        numeric: true,
        text: (i) => signedPercent(spread(i), 2),
        value: spread,
      },
      {
        key: 'turnover',
        label: 'new in top tenth',
        unit: 'after a month',
        description:
          'Share of the highest tenth that was not in it about 21 sessions before: what holding it costs in trading.',
        numeric: true,
        text: (i) => percent(turnover(i), 0),
        value: turnover,
      },
      {
        key: 'days',
        label: 'days',
        numeric: true,
        text: (i) => count(rows[i]?.days),
        value: (i) => rows[i]?.days ?? null,
      },
      { key: 'verdict', label: 'verdict', text: verdict, value: verdict },
    ],
  });
}
