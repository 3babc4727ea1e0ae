import { isoDate } from '../models/bars/index.js';
import { FIGURES, type Figure } from '../models/statistics/index.js';
import { csvText } from './csv-text.js';
import { dataTable } from './data-table.js';
import { download } from './download.js';
import { element } from './element.js';
import { drawdownChart, labEquityChart } from './lab-charts.js';
import type { LabResult } from './lab-protocol.js';
import { monthTable } from './month-table.js';
import { count, fixed, percent, signedPercent, UNKNOWN } from './number-format.js';

export interface LabContext {
  readonly costBps: number;
  /** Different runs in this tab, and ideas that the nightly tried before. */
  readonly here: number;
  readonly nightly: number;
}

const GROUPS: readonly (readonly [string, string])[] = [
  ['return', 'Return'],
  ['risk', 'Risk and doubt'],
  ['drawdown', 'Drawdown'],
  ['trades', 'Trades'],
  ['benchmark', 'Against the reference'],
];

/** What a run came to: the line on top, equity over drawdown, the figures, the years, the trades. */
export function labReport(result: LabResult, context: LabContext): HTMLElement {
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, labSentence(result, context)),
    labEquityChart(result),
    drawdownChart(result),
    element(
      'div',
      { class: 'figures' },
      ...GROUPS.map(([group, title]) => figureTable(group, title, result)),
      yearTable(result),
    ),
    element('h2', {}, 'Months'),
    monthTable(result.months),
    element('h2', {}, 'Trades'),
    tradeTable(result),
  );
}

/** One sentence that puts the doubt beside the result. */
export function labSentence(result: LabResult, { costBps, here, nightly }: LabContext): string {
  const { sharpe, cagr, maxDrawdown, psrVs0 } = result.figures;
  return `In sample, after ${costBps} bps a side: CAGR ${percent(cagr)}, Sharpe ${fixed(sharpe)}, largest drawdown ${percent(maxDrawdown)}, ${count(result.tradeCount)} trades. Taken alone, the Sharpe ratio is ${percent(psrVs0, 0)} likely to be above zero; it is one of ${count(here)} tried in this tab and ${count(here + nightly)} with the nightly\u2019s, so believe it less. ${Math.round(result.milliseconds)} ms.`;
}

function figureTable(group: string, title: string, { figures }: LabResult): HTMLElement {
  const shown = FIGURES.filter((figure) => figure.group === group);
  return element(
    'table',
    {},
    element('caption', {}, title),
    element(
      'tbody',
      {},
      ...shown.map((figure) =>
        element(
          'tr',
          { title: `${figure.definition} (${figure.source})` },
          element('th', { scope: 'row' }, figure.title),
          element('td', { class: 'number' }, figureText(figure, figures[figure.name])),
        ),
      ),
    ),
  );
}

/** A figure as its unit is read. */
export function figureText(figure: Pick<Figure, 'unit'>, value: number): string {
  if (!Number.isFinite(value)) return value === Number.POSITIVE_INFINITY ? '\u221e' : UNKNOWN;
  switch (figure.unit) {
    case 'fraction':
      return percent(value, 2);
    case 'date':
      return isoDate(value);
    case 'count':
    case 'bars':
    case 'days':
    case 'cash':
      return Number.isInteger(value) ? count(value) : fixed(value, 1);
    case 'ratio':
    case 'years':
      return fixed(value, 2);
    default:
      return fixed(value, 2);
  }
}

function yearTable({ years, referenceName }: LabResult): HTMLElement {
  return element(
    'table',
    {},
    element('caption', {}, `By year: strategy, ${referenceName}`),
    element(
      'tbody',
      {},
      ...years.map((row) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, String(row.year)),
          element('td', { class: `number ${row.result >= 0 ? 'gain' : 'loss'}` }, signedPercent(row.result)),
          element('td', { class: 'number' }, signedPercent(row.reference)),
        ),
      ),
    ),
  );
}

function tradeTable({ trades, tradeCount, rejectedCount }: LabResult): HTMLElement {
  if (tradeCount === 0) {
    return element(
      'p',
      { class: 'empty' },
      `No trade. ${count(rejectedCount)} orders were not filled. Loosen a condition, or choose another symbol.`,
    );
  }
  const table = dataTable({
    caption: `${count(tradeCount)} trades, the last ${count(trades.length)} listed, newest first; ${count(rejectedCount)} orders not filled`,
    rows: trades.map((_, i) => i),
    height: '420px',
    columns: [
      { key: 'symbol', label: 'symbol', text: (i) => trades[i].symbol, value: (i) => trades[i].symbol },
      {
        key: 'entry',
        label: 'in',
        text: (i) => isoDate(trades[i].entryTime),
        value: (i) => trades[i].entryTime,
      },
      {
        key: 'exit',
        label: 'out',
        text: (i) => isoDate(trades[i].exitTime),
        value: (i) => trades[i].exitTime,
      },
      {
        key: 'size',
        label: 'shares',
        numeric: true,
        text: (i) => fixed(trades[i].size, 0),
        value: (i) => trades[i].size,
      },
      {
        key: 'entryPrice',
        label: 'in at',
        unit: '$',
        numeric: true,
        text: (i) => fixed(trades[i].entryPrice),
        value: (i) => trades[i].entryPrice,
      },
      {
        key: 'exitPrice',
        label: 'out at',
        unit: '$',
        numeric: true,
        text: (i) => fixed(trades[i].exitPrice),
        value: (i) => trades[i].exitPrice,
      },
      {
        key: 'pnl',
        label: 'profit',
        unit: '$, after fees',
        numeric: true,
        text: (i) => fixed(trades[i].pnl, 0),
        value: (i) => trades[i].pnl,
      },
      {
        key: 'return',
        label: 'return',
        unit: '%',
        numeric: true,
        text: (i) => signedPercent(trades[i].return),
        value: (i) => trades[i].return,
      },
      { key: 'reason', label: 'closed by', text: (i) => trades[i].reason, value: (i) => trades[i].reason },
    ],
  });
  const button = element('button', { type: 'button' }, 'Export trades as CSV');
  button.addEventListener('click', () => {
    const names = [
      'symbol',
      'entryTime',
      'exitTime',
      'size',
      'entryPrice',
      'exitPrice',
      'pnl',
      'return',
      'reason',
    ] as const;
    const rows = trades.map((trade) =>
      names.map((name) => (name.endsWith('Time') ? isoDate(trade[name] as number) : trade[name])),
    );
    const note = document.querySelector('.synthetic') ? 'SYNTHETIC' : 'market data';
    download(
      'technic-trades.csv',
      'text/csv;charset=utf-8',
      csvText(
        [...names, 'source'],
        rows.map((row) => [...row, note]),
      ),
    );
  });
  return element('div', {}, table.element, element('p', {}, button));
}
