import type { RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Regime, regimeWords } from '../models/ratings/index.js';
import { element } from './element.js';
import { count, duration, percent } from './number-format.js';
import { FLAG_WORDS, REJECTION_WORDS } from './quality-words.js';
import { groupTable, listTable, stageTable } from './run-tables.js';

/** The run in words: how long, how much, what was refused. */
export function runSentence(run: RunSnapshot): string {
  const { facts } = run;
  const seconds = run.stages.reduce((sum, stage) => sum + Number(stage.seconds), 0);
  const rejected = facts.rowsRead > 0 ? facts.rowsRejected / facts.rowsRead : 0;
  const until = run.stages.some(({ stage }) => stage === 'site') ? '' : ' before these pages were built';
  return `Run ${facts.runId} took ${duration(seconds)} over ${count(run.stages.length)} stages${until}: ${count(facts.rowsRead)} rows read, ${count(facts.rowsAccepted)} accepted, ${count(facts.rowsRejected)} rejected (${percent(rejected, 3)}), ${count(facts.rowsFlagged)} flagged; ${count(facts.scanned)} of ${count(facts.symbols)} symbols scanned, ${count(facts.failed)} failed.`;
}

/** Whether the rows add up, and what the accepted ones are. */
export function rowsSentence({ facts, bars, benchmarkRows }: RunSnapshot): string {
  const { rowsRead, rowsAccepted, rowsRejected } = facts;
  const sum = rowsAccepted + rowsRejected;
  const balance =
    sum === rowsRead
      ? `${count(rowsAccepted)} + ${count(rowsRejected)} = ${count(rowsRead)}: every row read was accepted or is listed below.`
      : `${count(rowsAccepted)} + ${count(rowsRejected)} = ${count(sum)}, but ${count(rowsRead)} were read: ${count(rowsRead - sum)} are unaccounted for. This is a fault; report it.`;
  const parts = rowsAccepted === bars + benchmarkRows && benchmarkRows > 0;
  return `${balance} ${parts ? `The accepted ones are ${count(bars)} bars of symbols and ${count(benchmarkRows)} of the benchmark.` : `${count(bars + benchmarkRows)} bars are stored.`}`;
}

/** Stages, refused and suspicious rows with their reasons, failures, earlier runs. */
export function runReport(run: RunSnapshot): HTMLElement {
  const { facts } = run;
  return element(
    'div',
    { class: 'run' },
    element('p', { class: 'lead' }, runSentence(run)),
    section('Stages', stageTable(run.stages, run.previousStages)),
    section(
      'Rejected rows',
      element('p', {}, `A rejected row is in no number of this site. ${rowsSentence(run)}`),
      ...(run.rejectionsByReason.length === 0
        ? [element('p', { class: 'empty' }, 'No row was rejected.')]
        : [
            groupTable(run.rejectionsByReason, 'By reason', 'reason', REJECTION_WORDS, run.rejections),
            listTable(
              run.rejections,
              cut('Rejected rows', run.rejections.length, facts.rowsRejected),
              ['symbol', 'date', 'reason', 'detail', 'source', 'line'],
              '',
            ),
          ]),
    ),
    section(
      'Flagged bars',
      element(
        'p',
        {},
        'A flagged bar was accepted and is in the numbers; look at it before you believe them.',
      ),
      ...(run.flagsByKind.length === 0
        ? [element('p', { class: 'empty' }, 'No bar was flagged.')]
        : [
            groupTable(run.flagsByKind, 'By kind', 'kind', FLAG_WORDS, run.flags),
            listTable(
              run.flags,
              cut('Flagged bars, newest first', run.flags.length, facts.rowsFlagged),
              ['symbol', 'date', 'kind', 'detail'],
              '',
            ),
          ]),
    ),
    section(
      'What failed',
      element(
        'p',
        {},
        'A symbol, model or strategy that failed is in no table of tonight; the others went on.',
      ),
      listTable(
        run.failures,
        'Symbols, models and strategies',
        ['symbol', 'kind', 'message'],
        `Nothing: ${count(facts.scanned)} symbols, ${count(run.scans.length)} scans, every model and every strategy.`,
      ),
    ),
    section(
      'Runs',
      listTable(
        run.runs.map((row) => ({ ...row, regime: regimeWords(row.regime as Regime) })),
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
    section('Options', optionList(run.options)),
  );
}

function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...content);
}

function cut(title: string, listed: number, all: number): string {
  return listed < all ? `${title}: the first ${count(listed)} of ${count(all)}` : title;
}

/** What the run was asked to do, a line an option; as it stands where it is no record. */
function optionList(options: string): HTMLElement {
  const read: unknown = JSON.parse(options);
  if (typeof read !== 'object' || read === null) return element('p', { class: 'expression' }, options);
  const list = element('dl', { class: 'facts' });
  for (const [name, value] of Object.entries(read)) {
    list.append(element('dt', {}, name), element('dd', { class: 'expression' }, optionText(value)));
  }
  return list;
}

/** Of a time that was measured, more would be noise. */
const MEASURED_DIGITS = 6;

/** A record as `name value` pairs, records within it in parentheses. */
export function optionText(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value))
    return String(Number(value.toPrecision(MEASURED_DIGITS)));
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(optionText).join(', ');
  return Object.entries(value)
    .map(([name, inner]) =>
      typeof inner === 'object' && inner !== null
        ? `${name} (${optionText(inner)})`
        : `${name} ${optionText(inner)}`,
    )
    .join(', ');
}
