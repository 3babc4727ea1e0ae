import type {
  ExposureSnapshot,
  FeatureColumn,
  ResultsSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { candidateRows } from './candidates.js';
import { correlationOf, type Exposure, exposureOf, type Position, UNKNOWN_SECTOR } from './exposure.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { count, fixed, percent, signedPercent } from './number-format.js';
import { tradePlan } from './trade-plan.js';

/** What taking all of tonight's candidates at the plan's sizes would do to an account that holds nothing else. */
export function exposureReport(
  results: ResultsSnapshot,
  features: readonly FeatureColumn[],
  exposure: ExposureSnapshot,
  perSide: number,
): HTMLElement {
  const atr = features.find(({ feature }) => feature === 'atr_pct_14')?.values;
  const positions = (['long', 'short'] as const).flatMap((direction): Position[] =>
    candidateRows(results, direction, perSide).flatMap((row) => {
      const plan = tradePlan(results.closes[row], atr?.[row] ?? null, direction);
      if (!plan) return [];
      return [
        { row, weight: direction === 'long' ? plan.weight : -plan.weight, sector: results.sectors[row] },
      ];
    }),
  );
  if (positions.length === 0)
    return element('p', { class: 'empty' }, 'No candidate has a plan: ranges or prices are unknown.');
  const all = exposureOf(positions, exposure);
  const longs = exposureOf(
    positions.filter(({ weight }) => weight > 0),
    exposure,
  );
  const pair = closestPair(positions, exposure);
  const name = (row: number) => results.symbols[row];
  return element(
    'div',
    {},
    element(
      'p',
      { class: 'wide' },
      `All ${count(positions.length)} at the plan\u2019s sizes: ${percent(all.gross, 0)} of the account gross, ${signedPercent(all.net, 0)} net. `,
      Number.isNaN(all.independent)
        ? 'They share too few sessions to say how they move together.'
        : `They spread risk like ${fixed(all.independent, 1)} unrelated positions; the longs alone like ${fixed(longs.independent, 1)}. `,
      pair
        ? `${name(pair.a)} and ${name(pair.b)} move together most closely (${fixed(pair.correlation, 2)}): count them as one.`
        : null,
    ),
    sectorTable(all.bySector),
    element(
      'p',
      { class: 'note' },
      `Correlations of daily returns over the last ${count(exposure.sessions)} sessions; they rise when it matters. Each position counts as equally volatile, for its size answers its range.`,
    ),
  );
}

function sectorTable(bySector: Exposure['bySector']): HTMLElement {
  if (bySector.length === 1 && bySector[0].sector === UNKNOWN_SECTOR)
    return element(
      'p',
      { class: 'note' },
      'No sectors are known, so nothing is said about them: give a file with --sectors.',
    );
  const share = (
    key: string,
    read: (i: number) => number,
    text: (share: number, decimals: number) => string,
  ) => ({
    key,
    label: key,
    numeric: true,
    value: read,
    text: (i: number) => text(read(i), 0),
  });
  return dataTable({
    caption: 'By sector, of the account',
    rows: bySector.map((_, i) => i),
    columns: [
      { key: 'sector', label: 'sector', text: (i) => bySector[i].sector, value: (i) => bySector[i].sector },
      share('long', (i) => bySector[i].long, percent),
      share('short', (i) => bySector[i].short, percent),
      share('net', (i) => bySector[i].long - bySector[i].short, signedPercent),
    ],
  }).element;
}

function closestPair(positions: readonly Position[], exposure: ExposureSnapshot) {
  let best: { readonly a: number; readonly b: number; readonly correlation: number } | undefined;
  for (const [i, a] of positions.entries()) {
    for (const b of positions.slice(i + 1)) {
      const correlation = correlationOf(exposure, a.row, b.row);
      if (Math.sign(a.weight) !== Math.sign(b.weight) || Number.isNaN(correlation)) continue;
      if (!best || correlation > best.correlation) best = { a: a.row, b: b.row, correlation };
    }
  }
  return best;
}
