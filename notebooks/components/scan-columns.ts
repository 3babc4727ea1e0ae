import type { FeatureColumn, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { barCell } from './bar-cell.js';
import type { Column } from './data-table.js';
import { element } from './element.js';
import { featureText, unitText } from './feature-format.js';
import { count, fixed, signed, signedPercent, UNKNOWN } from './number-format.js';
import { scoreParts, scoreReasons } from './score-parts.js';
import { spark } from './spark.js';
import { symbolLink } from './symbol-link.js';

/** Every column the scan can show: identity, score and its parts, price, then each feature. */
export function scanColumns(results: ResultsSnapshot, features: readonly FeatureColumn[]): Column[] {
  return [
    ...identityColumns(results),
    ...scoreColumns(results),
    ...priceColumns(results),
    ...features.map(featureColumn),
    { key: 'spark', label: '60 closes', text: () => '', cell: (row) => spark(results.sparks[row]) },
  ];
}

function identityColumns(results: ResultsSnapshot): Column[] {
  return [
    {
      key: 'symbol',
      label: 'symbol',
      text: (row) => results.symbols[row],
      value: (row) => results.symbols[row],
      cell: (row) => symbolLink(results.symbols[row], results.names[row]),
    },
    {
      key: 'name',
      label: 'name',
      text: (row) => results.names[row] ?? UNKNOWN,
      value: (row) => results.names[row],
    },
    {
      key: 'sector',
      label: 'sector',
      text: (row) => results.sectors[row] ?? UNKNOWN,
      value: (row) => results.sectors[row],
    },
    {
      key: 'date',
      label: 'last bar',
      description: 'The last session the symbol traded; earlier than the as-of date when halted or delisted',
      text: (row) => results.dates[row],
      value: (row) => results.dates[row],
    },
  ];
}

function scoreColumns(results: ResultsSnapshot): Column[] {
  return [
    {
      key: 'score',
      label: 'score',
      unit: '\u2212100 to 100',
      numeric: true,
      text: (row) => signed(results.scores[row], 1),
      value: (row) => results.scores[row],
      cell: (row) =>
        element('span', {}, signed(results.scores[row], 1), ' ', barCell(results.scores[row], 100, 56)),
    },
    numberColumn('rank', 'rank', undefined, results.ranks, count),
    numberColumn('previous_rank', 'rank before', undefined, results.previousRanks, count),
    {
      key: 'why',
      label: 'why',
      unit: 'widest parts first',
      words: true,
      text: (row) => scoreReasons(scoreParts(results, row), 2) || UNKNOWN,
    },
    ...Object.entries(results.families).map(([family, values]) => ({
      ...numberColumn(family, family.replace(/^rating_/, '').replaceAll('_', ' '), 'points', values, (v) =>
        signed(v, 1),
      ),
      description: `Part of the score from the family ${family}`,
    })),
  ];
}

function priceColumns(results: ResultsSnapshot): Column[] {
  return [
    numberColumn('close', 'close', '$, unadjusted', results.closes, fixed),
    numberColumn('change', 'day', '%', results.changes, signedPercent),
  ];
}

function featureColumn(feature: FeatureColumn): Column {
  return {
    ...numberColumn(feature.feature, feature.title, unitText(feature.unit), feature.values, (value) =>
      featureText(value, feature.unit),
    ),
    description: `${feature.feature}: ${feature.expression}`,
  };
}

function numberColumn(
  key: string,
  label: string,
  unit: string | undefined,
  values: readonly (number | null)[],
  format: (value: number | null) => string,
): Column {
  return { key, label, unit, numeric: true, text: (row) => format(values[row]), value: (row) => values[row] };
}
