import type { StrategiesSnapshot, StrategyRow } from '../../pipelines/site/snapshots/index.js';
import { dataTable, type Column } from './data-table.js';
import { element } from './element.js';
import { labRunAddress } from './lab-link.js';
import { numberColumn } from './number-column.js';
import { compact, count, fixed, percent, signedPercent, UNKNOWN } from './number-format.js';
import { sparkLine } from './spark.js';
import { strategyCorrelations } from './strategies-correlation.js';
import { strategyDetail } from './strategies-detail.js';
import { capacityOf, leagueSentence, suspectSentence } from './strategies-words.js';

/** The league of the nightly's strategies: the doubt beside each return, live beside backtest. */
export function strategiesReport(snapshot: StrategiesSnapshot): HTMLElement {
  const { strategies } = snapshot;
  if (strategies.length === 0) return element('p', { class: 'empty' }, leagueSentence(snapshot));
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, leagueSentence(snapshot)),
    suspects(snapshot),
    dataTable({
      caption: `${count(strategies.length)} strategies, in sample, after costs; open a row for its equity, its neighbours and its nights`,
      columns: leagueColumns(strategies),
      rows: strategies.map((_, i) => i),
      sort: { key: 'deflated', descending: true },
      open: (row) => strategyDetail(snapshot, row),
    }).element,
    element('h2', {}, 'How they move together'),
    strategyCorrelations(snapshot),
  );
}

/** What no market does but a wrong price: said before anybody reads the returns. */
function suspects(snapshot: StrategiesSnapshot): HTMLElement | null {
  const words = suspectSentence(snapshot);
  if (words === undefined) return null;
  return element(
    'p',
    { class: 'warning wide' },
    `${words} `,
    element('a', { href: './run.html' }, 'Jumps that no split explains, row by row'),
  );
}

/** Address of the Lab with the very settings of a stored run, and the proof that it comes out the same. */
function storedRunAddress({ name, strategy, parameters, account, settings }: StrategyRow): string {
  const address = labRunAddress({
    strategy,
    parameters,
    scope: account === 'each' ? 'each' : 'all',
    symbol: '',
    costBps: settings.commission.bps,
  });
  return `${address}&stored=${encodeURIComponent(name)}`;
}

function leagueColumns(strategies: readonly StrategyRow[]): Column[] {
  const number = numberColumn(strategies);
  const figure = (name: string) => (row: StrategyRow) => row.figures[name] ?? null;
  const asPercent = (value: number | null) => percent(value, 0);
  return [
    {
      key: 'title',
      label: 'strategy',
      text: (i) => strategies[i].title,
      value: (i) => strategies[i].title,
      cell: (i) => element('a', { href: storedRunAddress(strategies[i]) }, strategies[i].title),
    },
    {
      key: 'equity',
      label: 'equity',
      text: (i) => signedPercent(figure('totalReturn')(strategies[i])),
      cell: (i) => equitySpark(strategies[i].equity),
    },
    number(
      'sharpe',
      'Sharpe',
      'Annual, risk-free rate 0, after costs',
      (row) => row.sharpe,
      (v) => fixed(v),
    ),
    number(
      'luck',
      'luck',
      'Sharpe ratio that the best of all trials so far would have by luck alone',
      (row) => row.expectedMaximum,
      (v) => fixed(v),
      'best by luck',
    ),
    number(
      'deflated',
      'deflated',
      'Probability that the Sharpe ratio is more than luck after all trials (Bailey & López de Prado, 2014)',
      (row) => row.deflatedSharpe,
      asPercent,
      '% more than luck',
    ),
    number(
      'pbo',
      'overfitted',
      'Probability of backtest overfitting among its neighbours in parameters (Bailey et al., 2017)',
      (row) => row.overfitting,
      asPercent,
      '%',
    ),
    number('cagr', 'CAGR', 'Growth a year, after costs', figure('cagr'), (v) => percent(v), '%'),
    number('drawdown', 'drawdown', 'Largest fall from a peak', figure('maxDrawdown'), (v) => percent(v), '%'),
    number(
      'trades',
      'trades',
      'Round trips over all symbols',
      (row) => row.trades,
      (v) => count(v),
    ),
    number(
      'capacity',
      'capacity',
      'Account beyond which costs of impact eat the edge, or 5 % of trades exceed a tenth of a day\u2019s volume',
      capacityOf,
      (v) => (v === null ? UNKNOWN : v === 0 ? 'no edge' : `$${compact(v)}`),
    ),
    number(
      'neighbours',
      'tried',
      'Sets of parameters tried around it tonight',
      (row) => row.neighbours.length,
      (v) => count(v),
    ),
    number(
      'nights',
      'nights',
      'Nights that recorded it beforehand',
      (row) => row.nights.length,
      (v) => count(v),
    ),
  ];
}

const SPARK_POINTS = 60;

function equitySpark(equity: readonly number[]): SVGSVGElement {
  const step = Math.max(1, Math.floor(equity.length / SPARK_POINTS));
  const shown = equity.filter((_, i) => i % step === 0 || i === equity.length - 1);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  return sparkLine(
    shown.map((value) => (high > low ? (value - low) / (high - low) : 0.5)),
    84,
    20,
  );
}
