import type { PeersSnapshot, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { barCell } from './bar-cell.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { count, fixed, signed, signedPercent } from './number-format.js';
import { spark } from './spark.js';
import { symbolLink } from './symbol-link.js';

/** The symbols whose days look most like this one's, and what the scan says of them tonight. */
export function symbolPeers(results: ResultsSnapshot, peers: PeersSnapshot, row: number): HTMLElement {
  const closest = peers.closest[row] ?? [];
  if (closest.length === 0) {
    return element(
      'p',
      { class: 'empty' },
      `No symbol shares ${count(peers.minimum)} sessions of the last ${count(peers.sessions)} with it.`,
    );
  }
  const other = (i: number) => closest[i][0];
  // Prices often come without names and sectors: an empty column says nothing.
  const known = (column: Column) => (closest.some((_, i) => column.text(i) !== '') ? [column] : []);
  return dataTable({
    caption: `Closest of ${count(peers.among)} symbols by correlation of daily returns, last ${count(peers.sessions)} sessions`,
    rows: closest.map((_, i) => i),
    columns: [
      {
        key: 'symbol',
        label: 'symbol',
        text: (i) => results.symbols[other(i)],
        cell: (i) => symbolLink(results.symbols[other(i)], results.names[other(i)]),
      },
      ...known({ key: 'name', label: 'name', words: true, text: (i) => results.names[other(i)] ?? '' }),
      ...known({ key: 'sector', label: 'sector', text: (i) => results.sectors[other(i)] ?? '' }),
      {
        key: 'correlation',
        label: 'correlation',
        numeric: true,
        text: (i) => fixed(closest[i][1], 2),
        value: (i) => closest[i][1],
      },
      {
        key: 'score',
        label: 'score',
        numeric: true,
        text: (i) => signed(results.scores[other(i)], 1),
        value: (i) => results.scores[other(i)],
        cell: (i) =>
          element(
            'span',
            {},
            signed(results.scores[other(i)], 1),
            ' ',
            barCell(results.scores[other(i)], 100),
          ),
      },
      {
        key: 'change',
        label: 'day',
        numeric: true,
        text: (i) => signedPercent(results.changes[other(i)]),
        value: (i) => results.changes[other(i)],
      },
      { key: 'spark', label: '60 closes', text: () => '', cell: (i) => spark(results.sparks[other(i)]) },
    ],
  }).element;
}
