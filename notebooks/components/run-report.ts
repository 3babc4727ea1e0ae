import type { RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { count, duration, percent } from './number-format.js';

type Rows = RunSnapshot['stages'];

/** The run in words: how long, how much, what was refused. */
export function runSentence(run: RunSnapshot): string {
  const { facts } = run;
  const seconds = run.stages.reduce((sum, stage) => sum + Number(stage.seconds), 0);
  const rejected = facts.rowsRead > 0 ? facts.rowsRejected / facts.rowsRead : 0;
  return `Run ${facts.runId} took ${duration(seconds)} over ${count(run.stages.length)} stages: ${count(facts.rowsRead)} rows read, ${count(facts.rowsAccepted)} accepted, ${count(facts.rowsRejected)} rejected (${percent(rejected, 3)}); ${count(facts.scanned)} of ${count(facts.symbols)} symbols scanned, ${count(facts.failed)} failed.`;
}

/** Stages, refused and suspicious rows with their reasons, failures, earlier runs. */
export function runReport(run: RunSnapshot): HTMLElement {
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, runSentence(run)),
    section('Stages', stageTable(run.stages, run.previousStages)),
    section(
      'Rejected rows',
      element('p', {}, 'A rejected row is in no number of this site. Read = accepted + rejected, always.'),
      listTable(run.rejectionsByReason, 'By reason', ['reason', 'n'], 'No row was rejected.'),
      listTable(
        run.rejections,
        cut('Rejected rows', run.rejections.length, run.facts.rowsRejected),
        ['symbol', 'date', 'reason', 'detail', 'source', 'line'],
        '',
      ),
    ),
    section(
      'Flagged bars',
      element(
        'p',
        {},
        'A flagged bar was accepted and is in the numbers; look at it before you believe them.',
      ),
      listTable(run.flagsByKind, 'By kind', ['kind', 'n', 'symbols'], 'No bar was flagged.'),
      listTable(
        run.flags,
        cut('Flagged bars, newest first', run.flags.length, run.facts.rowsFlagged),
        ['symbol', 'date', 'kind', 'detail'],
        '',
      ),
    ),
    section(
      'Symbols that failed',
      listTable(run.failures, 'Failures', ['symbol', 'kind', 'message'], 'Every symbol was scanned.'),
    ),
    section(
      'Earlier runs',
      listTable(
        run.runs,
        'Newest first',
        [
          'run_id',
          'as_of',
          'source',
          'data_hash',
          'code_version',
          'symbols',
          'failed',
          'regime',
          'trials',
          'seconds',
        ],
        '',
      ),
    ),
    section('Options', element('p', { class: 'expression' }, run.options)),
  );
}

function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...content);
}

function cut(title: string, listed: number, all: number): string {
  return listed < all ? `${title}: the first ${count(listed)} of ${count(all)}` : title;
}

function stageTable(stages: Rows, previous: Rows): HTMLElement {
  const total = stages.reduce((sum, stage) => sum + Number(stage.seconds), 0);
  const own = stages.map(({ stage }) => stage);
  const later = previous.filter(({ stage }) => !own.includes(stage));
  const rows = [...stages, ...later];
  const secondsOf = (row: number) => (row < stages.length ? Number(stages[row].seconds) : null);
  const before = (row: number) => {
    const known = previous.find(({ stage }) => stage === rows[row].stage);
    return known ? Number(known.seconds) : null;
  };
  return dataTable({
    caption: `In the order they ran${later.length > 0 ? '; what comes after the pages were written is known from the run before' : ''}`,
    rows: rows.map((_, row) => row),
    columns: [
      { key: 'stage', label: 'stage', text: (row) => String(rows[row].stage) },
      numberColumn('seconds', secondsOf, duration),
      numberColumn(
        'share',
        (row) => (row < stages.length ? Number(rows[row].seconds) / total : null),
        (value) => percent(value, 0),
      ),
      numberColumn('before', before, duration),
      numberColumn('items', (row) => (row < stages.length ? Number(rows[row].items) : null), count),
      { key: 'unit', label: 'of', text: (row) => String(rows[row].unit) },
    ],
  }).element;
}

function numberColumn(
  key: string,
  value: (row: number) => number | null,
  format: (v: number | null) => string,
): Column {
  return { key, label: key, numeric: true, value, text: (row) => format(value(row)) };
}

function listTable(rows: Rows, caption: string, keys: readonly string[], empty: string): HTMLElement {
  if (rows.length === 0) return element('p', { class: empty ? 'empty' : 'note' }, empty);
  const numeric = (key: string) => rows.every((row) => row[key] === null || typeof row[key] === 'number');
  return dataTable({
    caption,
    height: '340px',
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
        if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(2);
        return value === null ? '\u2013' : String(value);
      },
    })),
  }).element;
}
