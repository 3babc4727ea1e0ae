import type { FeatureColumn, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { compact, fixed, signedPercent } from './number-format.js';
import { spark } from './spark.js';
import { symbolLink } from './symbol-link.js';

const MOST = 10;

/**
 * Where tonight's trading was furthest from the symbol's own habit: today's move in units of its 21-bar
 * volatility, and today's volume against its 20-bar mean; the larger of the two surprises decides.
 */
export function unusualTable(results: ResultsSnapshot, features: readonly FeatureColumn[]): HTMLElement {
  const valuesOf = (name: string) => features.find(({ feature }) => feature === name)?.values;
  const volatility = valuesOf('volatility_21');
  const volumeRatio = valuesOf('volume_ratio_20');
  const move = (row: number) => {
    const usual = volatility?.[row];
    const change = results.changes[row];
    return usual == null || change == null || !(usual > 0) ? null : change / usual;
  };
  // Volume is skewed: its ratio in doublings is about as surprising as a move in standard deviations.
  const volume = (row: number) => {
    const ratio = volumeRatio?.[row];
    return ratio == null || !(ratio > 0) ? null : Math.log2(ratio) * 1.5;
  };
  const surprise = (row: number) => Math.max(Math.abs(move(row) ?? 0), volume(row) ?? 0);
  const rows = results.symbols
    .map((_, row) => row)
    .filter((row) => results.dates[row] === results.asOf && surprise(row) > 2)
    .sort((a, b) => surprise(b) - surprise(a))
    .slice(0, MOST);
  if (rows.length === 0)
    return element('p', { class: 'empty' }, 'No symbol moved or traded far from its habit.');
  return dataTable({
    caption: 'Moves and volumes furthest from each symbol\u2019s own last month, most surprising first',
    rows,
    columns: [
      {
        key: 'symbol',
        label: 'symbol',
        text: (row) => results.symbols[row],
        cell: (row) => symbolLink(results.symbols[row], results.names[row]),
      },
      ...(rows.some((row) => results.sectors[row])
        ? [{ key: 'sector', label: 'sector', text: (row: number) => results.sectors[row] ?? '' }]
        : []),
      {
        key: 'day',
        label: 'day',
        unit: '%',
        numeric: true,
        text: (row) => signedPercent(results.changes[row]),
        value: (row) => results.changes[row],
      },
      {
        key: 'move',
        label: 'in its usual days',
        unit: '21-bar standard deviations',
        numeric: true,
        text: (row) => fixed(move(row), 1),
        value: move,
      },
      {
        key: 'volume',
        label: 'volume',
        unit: 'times its 20-bar mean',
        numeric: true,
        text: (row) => compact(volumeRatio?.[row]),
        value: (row) => volumeRatio?.[row] ?? null,
      },
      { key: 'spark', label: '60 closes', text: () => '', cell: (row) => spark(results.sparks[row]) },
    ],
  }).element;
}
