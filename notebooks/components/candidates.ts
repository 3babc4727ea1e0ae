import type {
  ExposureSnapshot,
  FeatureColumn,
  RecordSnapshot,
  ResultsSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { barCell } from './bar-cell.js';
import { type Column, type DataTable, dataTable } from './data-table.js';
import { element } from './element.js';
import { meanCorrelation } from './exposure.js';
import { explanation } from './explanation.js';
import { count, fixed, percent, signed, signedPercent } from './number-format.js';
import { decileOfRank, decileWords } from './record-words.js';
import { scoreParts, scoreReasons } from './score-parts.js';
import { spark } from './spark.js';
import { tradePlan } from './trade-plan.js';
import { symbolLink } from './symbol-link.js';

export interface CandidateOptions {
  readonly results: ResultsSnapshot;
  readonly features: readonly FeatureColumn[];
  readonly record: RecordSnapshot;
  readonly direction: 'long' | 'short';
  readonly count: number;
  readonly exposure: ExposureSnapshot;
  /** Horizon in bars of the record shown beside each score. */
  readonly horizon: number;
}

/** The best-ranked symbols of one side, each with its reasons, its record and a plan. */
export function candidateTable(options: CandidateOptions): DataTable {
  const { results, direction } = options;
  const rows = candidateRows(results, direction, options.count);
  return dataTable({
    caption: `${direction === 'long' ? 'Long' : 'Short'}: ${rows.length} ${direction === 'long' ? 'highest' : 'lowest'} scores of ${count(ranked(results))} ranked`,
    columns: candidateColumns(options, rows),
    rows,
    open: (row) => explanation(results, options.features, options.record, row, options.horizon),
  });
}

/** Ranked rows whose score is on the asked side of zero, the furthest first: they traded, and belong to the universe. */
export function candidateRows(results: ResultsSnapshot, direction: 'long' | 'short', most: number): number[] {
  const side = direction === 'long' ? 1 : -1;
  return results.symbols
    .map((_, row) => row)
    .filter((row) => side * (results.scores[row] ?? 0) > 0)
    .filter((row) => results.ranks[row] !== null && results.dates[row] === results.asOf)
    .sort((a, b) => side * ((results.scores[b] ?? 0) - (results.scores[a] ?? 0)))
    .slice(0, most);
}

function ranked(results: ResultsSnapshot): number {
  return results.ranks.filter((rank) => rank !== null).length;
}

function candidateColumns(options: CandidateOptions, rows: readonly number[]): Column[] {
  const { results, record, direction, horizon } = options;
  const total = ranked(results);
  const atr = options.features.find((feature) => feature.feature === 'atr_pct_14')?.values;
  const plan = (row: number) => tradePlan(results.closes[row], atr?.[row] ?? null, direction);
  const decile = (row: number) =>
    record.deciles.find(
      (entry) =>
        entry.subject === 'score' &&
        entry.horizon === horizon &&
        entry.decile === decileOfRank(results.ranks[row] ?? total, total),
    );
  return [
    {
      key: 'symbol',
      label: 'symbol',
      text: (row) => results.symbols[row],
      cell: (row) => symbolLink(results.symbols[row], results.names[row]),
    },
    {
      key: 'score',
      label: 'score',
      unit: '\u2212100 to 100',
      numeric: true,
      text: (row) => signed(results.scores[row], 1),
      cell: (row) =>
        element('span', {}, signed(results.scores[row], 1), ' ', barCell(results.scores[row], 100)),
    },
    {
      key: 'moved',
      label: 'rank',
      unit: 'before',
      numeric: true,
      text: (row) => `${count(results.ranks[row])} (${count(results.previousRanks[row])})`,
    },
    {
      key: 'why',
      label: 'why',
      unit: 'widest parts first',
      words: true,
      text: (row) => scoreReasons(scoreParts(results, row)),
    },
    {
      key: 'record',
      label: 'record of its decile',
      unit: `${direction === 'short' ? 'of the symbol, ' : ''}next ${horizon} bars`,
      text: (row) => decileWords(decile(row)),
    },
    { key: 'close', label: 'close', unit: '$', numeric: true, text: (row) => fixed(results.closes[row]) },
    {
      key: 'change',
      label: 'day',
      unit: '%',
      numeric: true,
      text: (row) => signedPercent(results.changes[row]),
    },
    { key: 'stop', label: 'stop', unit: '$', numeric: true, text: (row) => fixed(plan(row)?.stop) },
    { key: 'target', label: 'target', unit: '$', numeric: true, text: (row) => fixed(plan(row)?.target) },
    {
      key: 'size',
      label: 'size',
      unit: 'of account',
      numeric: true,
      text: (row) => percent(plan(row)?.weight),
    },
    {
      key: 'together',
      label: 'with others',
      unit: 'corr.',
      description: 'Mean correlation of its daily returns with those of the other candidates of this side.',
      numeric: true,
      text: (row) => fixed(meanCorrelation(options.exposure, row, rows)),
    },
    {
      key: 'spark',
      label: '60 closes',
      text: () => '',
      cell: (row) => spark(results.sparks[row]),
    },
  ];
}
