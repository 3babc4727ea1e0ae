import type { RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { count, duration, percent, signed } from './number-format.js';

export type RunRows = RunSnapshot['stages'];

/** How long each stage took, beside the run before. */
export function stageTable(stages: RunRows, previous: RunRows): HTMLElement {
  const total = stages.reduce((sum, stage) => sum + Number(stage.seconds), 0);
  const own = stages.map(({ stage }) => stage);
  const later = previous.filter(({ stage }) => !own.includes(stage));
  const rows = [...stages, ...later];
  const secondsOf = (row: number) => (row < stages.length ? Number(stages[row].seconds) : null);
  const before = (row: number) => {
    const known = previous.find(({ stage }) => stage === rows[row].stage);
    return known ? Number(known.seconds) : null;
  };
  const change = (row: number) => {
    const [now, then] = [secondsOf(row), before(row)];
    return now === null || then === null || then === 0 ? null : now / then - 1;
  };
  return dataTable({
    caption: `In the order they ran${later.length > 0 ? '; what comes after the pages were written is known from the run before' : ''}`,
    rows: rows.map((_, row) => row),
    columns: [
      { key: 'stage', label: 'stage', text: (row) => String(rows[row].stage) },
      numberColumn('took', secondsOf, duration),
      numberColumn(
        'share',
        (row) => (row < stages.length ? Number(rows[row].seconds) / total : null),
        (value) => percent(value, 0),
      ),
      numberColumn('run before', before, duration),
      numberColumn('change', change, (value) =>
        value === null ? '\u2013' : `${signed(value * 100, 0)}\u202f%`,
      ),
      numberColumn('items', (row) => (row < stages.length ? Number(rows[row].items) : null), count),
      { key: 'unit', label: 'of', text: (row) => String(rows[row].unit) },
    ],
  }).element;
}

/** Groups of rejected or flagged rows: how many, what that means, and the first of them to look at. */
export function groupTable(
  groups: RunRows,
  caption: string,
  key: 'reason' | 'kind',
  words: Readonly<Record<string, string>>,
  examples: RunRows,
): HTMLElement {
  const name = (row: number) => String(groups[row][key]);
  return dataTable({
    caption,
    rows: groups.map((_, row) => row),
    columns: [
      { key, label: key, text: name, value: name },
      numberColumn('rows', (row) => Number(groups[row].n), count),
      numberColumn('symbols', (row) => Number(groups[row].symbols), count),
      { key: 'meaning', label: 'meaning', words: true, text: (row) => words[name(row)] ?? 'not described' },
      {
        key: 'example',
        label: 'for example',
        words: true,
        text: (row) => exampleWords(examples.find((one) => one[key] === groups[row][key])),
      },
    ],
  }).element;
}

/** "BHF 2017-07-26, line 82,951 of all_stocks.csv: no open". */
function exampleWords(row: RunRows[number] | undefined): string {
  if (!row) return 'not among those listed';
  const place = row.line === undefined ? '' : `, line ${count(Number(row.line))} of ${String(row.source)}`;
  return `${String(row.symbol)} ${String(row.date)}${place}: ${String(row.detail)}`;
}

function numberColumn(
  key: string,
  value: (row: number) => number | null,
  format: (v: number | null) => string,
): Column {
  return { key, label: key, numeric: true, value, text: (row) => format(value(row)) };
}

/** Rows as they are stored, a column a key. */
export function listTable(
  rows: RunRows,
  caption: string,
  keys: readonly string[],
  empty: string,
): HTMLElement {
  if (rows.length === 0) return element('p', { class: empty ? 'empty' : 'note' }, empty);
  const numeric = (key: string) => rows.every((row) => row[key] === null || typeof row[key] === 'number');
  return dataTable({
    caption,
    ...(rows.length > 12 && { height: '340px' }),
    rows: rows.map((_, row) => row),
    columns: keys.map((key) => ({
      key,
      label: key.replaceAll('_', ' '),
      numeric: numeric(key),
      value: (row: number) => {
        const value = rows[row][key];
        return typeof value === 'boolean' ? String(value) : value;
      },
      text: (row: number) => {
        const value = rows[row][key];
        if (typeof value !== 'number') return value === null ? '\u2013' : String(value);
        return Number.isInteger(value) ? count(value) : value.toFixed(2);
      },
    })),
  }).element;
}
