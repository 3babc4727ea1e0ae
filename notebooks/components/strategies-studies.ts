import type { StudiesSnapshot, StudyRow } from '../../pipelines/site/snapshots/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { numberColumn } from './number-column.js';
import { count, fixed, percent } from './number-format.js';

/** One's own backtests and sweeps, latest first; a row opens to the command that repeats it. */
export function studiesReport(snapshot: StudiesSnapshot): HTMLElement {
  const { studies, total } = snapshot;
  if (studies.length === 0) return element('p', { class: 'empty' }, studiesSentence(snapshot));
  return element(
    'div',
    { class: 'studies' },
    element('p', {}, studiesSentence(snapshot)),
    dataTable({
      caption: `${total > studies.length ? `The latest ${count(studies.length)} of ${count(total)}` : count(total)} backtests and sweeps, in sample, after costs; open a row for the command that repeats it`,
      columns: studyColumns(studies),
      rows: studies.map((_, i) => i),
      height: '32rem',
      open: (row) => studyDetail(studies[row]),
    }).element,
  );
}

/** How many there are, and what their number does to the best of them. */
function studiesSentence({ studies, total, elsewhere, problem }: StudiesSnapshot): string {
  if (problem !== null) return `The record of your backtests could not be read: ${problem}.`;
  const others = elsewhere === 0 ? '' : ` ${count(elsewhere)} on other markets are not shown.`;
  if (studies.length === 0)
    return `Nothing has been tried on this market from the command line yet: npx technic backtest --help.${others}`;
  const [{ trials, storedAt }] = studies;
  const backtests = total === 1 ? 'One backtest or sweep' : `${count(total)} backtests and sweeps`;
  return `${backtests}, the last on ${storedAt.slice(0, 10)}; with their parameters they made ${count(trials)} tries by then.${others}`;
}

function studyColumns(studies: readonly StudyRow[]): Column[] {
  const number = numberColumn(studies);
  const words = (
    key: string,
    label: string,
    description: string,
    text: (row: StudyRow) => string,
  ): Column => ({
    key,
    label,
    description,
    words: key === 'what',
    value: (i) => text(studies[i]),
    text: (i) => text(studies[i]),
  });
  return [
    words('when', 'when', 'UTC', ({ storedAt }) => storedAt.slice(0, 16)),
    words('what', 'what', 'Strategy and parameters; of a sweep those of its best', whatWasTried),
    number(
      'sharpe',
      'Sharpe',
      'Annual, risk-free rate 0 unless said otherwise; of a sweep that of its best',
      (row) => row.sharpe,
      (v) => fixed(v),
    ),
    number(
      'deflated',
      'deflated',
      'Probability that the Sharpe ratio is more than luck, after all tries of one\u2019s own up to then',
      (row) => row.deflatedSharpe,
      (v) => percent(v, 0),
      '% more than luck',
    ),
    number(
      'tries',
      'tries',
      'Tried on this market up to and with it',
      (row) => row.trials,
      (v) => count(v),
    ),
    number(
      'cagr',
      'CAGR',
      'Growth a year; of a backtest',
      (row) => row.cagr,
      (v) => percent(v),
      '%',
    ),
    number(
      'drawdown',
      'drawdown',
      'Largest fall from a peak; of a backtest',
      (row) => row.maxDrawdown,
      (v) => percent(v),
      '%',
    ),
    number(
      'trades',
      'trades',
      'Round trips; of a backtest',
      (row) => row.closedTrades,
      (v) => count(v),
    ),
    number(
      'pbo',
      'overfitted',
      'Probability of backtest overfitting; of a sweep',
      (row) => row.overfitting,
      (v) => percent(v, 0),
      '%',
    ),
  ];
}

function whatWasTried({ kind, title, parameters, combinations }: StudyRow): string {
  const values = Object.entries(parameters as Readonly<Record<string, number>>);
  const text = values.map(([name, value]) => `${name} ${value}`).join(', ');
  const sweep = kind === 'sweep' ? `, best of ${count(combinations)}` : '';
  return `${title}${text === '' ? '' : `: ${text}`}${sweep}`;
}

function studyDetail(study: StudyRow): HTMLElement {
  const { id, command, symbols, account, from, to } = study;
  const accounts = account === 'portfolio' ? ' in one account' : symbols > 1 ? ', an account for each' : '';
  return element(
    'div',
    { class: 'strategy-detail' },
    element(
      'p',
      {},
      `${whatWasTried(study)}; ${count(symbols)} ${symbols === 1 ? 'symbol' : 'symbols'}${accounts}, ${from} to ${to}.`,
    ),
    command === null
      ? element('p', {}, 'An earlier version stored it, without the command that repeats it.')
      : element('p', { class: 'command' }, element('code', {}, command)),
    element('p', {}, 'All that is stored of it: ', element('code', {}, `npx technic backtest --show ${id}`)),
  );
}
