import type { FeatureColumn, RecordSnapshot } from '../../pipelines/site/snapshots/index.js';
import { correlationMap } from './correlation-map.js';
import { dataTable } from './data-table.js';
import { decileChart } from './decile-chart.js';
import { element } from './element.js';
import { intervalBar } from './interval-bar.js';
import { count, signed } from './number-format.js';
import { icInterval, recordSentence, recordVerdict } from './record-words.js';

const Z_95 = 1.96;

/** The record of the score at every horizon, its deciles, and how tonight's features go together. */
export function factorReport(features: readonly FeatureColumn[], record: RecordSnapshot): HTMLElement {
  const { records } = record;
  const reach = Math.max(
    1e-9,
    ...records.map((row) => Math.abs(row.meanIc ?? 0) + Z_95 * (row.icStdErr ?? 0)),
  );
  const table = dataTable({
    caption: `Daily rank correlation with the forward return: mean over days, error allows for overlap; ${records.length} records`,
    rows: records.map((_, i) => i),
    height: '520px',
    columns: [
      { key: 'subject', label: 'subject', text: (i) => records[i].subject, value: (i) => records[i].subject },
      {
        key: 'horizon',
        label: 'horizon',
        unit: 'bars',
        numeric: true,
        text: (i) => count(records[i].horizon),
        value: (i) => records[i].horizon,
      },
      {
        key: 'ic',
        label: 'mean rank IC',
        numeric: true,
        value: (i) => records[i].meanIc,
        text: (i) => signed(records[i].meanIc, 3),
      },
      { key: 'interval', label: 'interval', text: (i) => icInterval(records[i]) },
      {
        key: 'bar',
        label: `\u2212${reach.toFixed(3)} to ${reach.toFixed(3)}`,
        text: () => '',
        cell: (i) => intervalBar(records[i].meanIc ?? 0, Z_95 * (records[i].icStdErr ?? 0), reach),
      },
      {
        key: 'days',
        label: 'days',
        numeric: true,
        text: (i) => count(records[i].days),
        value: (i) => records[i].days,
      },
      {
        key: 'n',
        label: 'observations',
        numeric: true,
        text: (i) => count(records[i].observations),
        value: (i) => records[i].observations,
      },
      {
        key: 'verdict',
        label: 'verdict',
        text: (i) => recordVerdict(records[i]),
        value: (i) => recordVerdict(records[i]),
      },
    ],
  });
  const horizons = [
    ...new Set(record.deciles.filter((row) => row.subject === 'score').map((row) => row.horizon)),
  ];
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, recordSentence(record, 'score', 10)),
    table.element,
    element('h2', {}, 'Deciles of the score'),
    element(
      'p',
      {},
      'Mean forward return of each tenth of the universe by score, lowest to highest. A score that ranks would rise from left to right.',
    ),
    element(
      'div',
      { class: 'multiples' },
      ...horizons.map((horizon) => decileChart(record.deciles, 'score', horizon)),
    ),
    element('h2', {}, 'How the features go together tonight'),
    element(
      'p',
      {},
      'Rank correlation between features across the universe at the as-of date. Features that say the same are dark; a rating that adds them counts one thing twice.',
    ),
    correlationMap(features),
  );
}
