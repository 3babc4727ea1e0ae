import { isoDate } from '../models/bars/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import type { LabResult, LabTrade } from './lab-protocol.js';
import { count, fixed, signedPercent } from './number-format.js';
import { tableExport } from './table-export.js';

const EXPORTED = [
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

/** The trades of a run, newest first, with buttons that save them as a file. */
export function tradeTable({ trades, tradeCount, rejectedCount }: LabResult): HTMLElement {
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
  const exported = tableExport('trades ', () => {
    const note = document.querySelector('.synthetic') ? 'SYNTHETIC' : 'market data';
    const cells = (trade: LabTrade) =>
      EXPORTED.map((name) => (name.endsWith('Time') ? isoDate(trade[name] as number) : trade[name]));
    return {
      name: 'technic-trades',
      header: [...EXPORTED, 'source'],
      rows: trades.map((trade) => [...cells(trade), note]),
    };
  });
  return element('div', {}, table.element, element('p', {}, exported));
}
