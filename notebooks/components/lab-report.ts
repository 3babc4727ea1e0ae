import { FIGURES } from '../models/statistics/index.js';
import { element } from './element.js';
import { figureText } from './figure-text.js';
import { drawdownChart, labEquityChart } from './lab-charts.js';
import { exposureChart, returnHistogram, tradeChart } from './lab-run-charts.js';
import { tradeTable } from './lab-trades.js';
import type { LabResult } from './lab-protocol.js';
import { figureAddress } from './method-address.js';
import { monthTable } from './month-table.js';
import { chance, compact, count, fixed, percent, signedPercent } from './number-format.js';

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
    exposureChart(result),
    element('p', { class: 'note' }, costSentence(result)),
    element(
      'div',
      { class: 'figures' },
      ...GROUPS.map(([group, title]) => figureTable(group, title, result)),
      yearTable(result),
    ),
    element('h2', {}, 'Months'),
    monthTable(result.months),
    element('h2', {}, 'Returns of single bars'),
    returnHistogram(result),
    element('h2', {}, 'Trades'),
    tradeChart(result),
    tradeTable(result),
  );
}

/** One sentence that puts the doubt beside the result. */
export function labSentence(result: LabResult, { costBps, here, nightly }: LabContext): string {
  const { sharpe, cagr, maxDrawdown, psrVs0 } = result.figures;
  return `In sample, after ${costBps} bps a side: CAGR ${percent(cagr)}, Sharpe ${fixed(sharpe)}, largest drawdown ${percent(maxDrawdown)}, ${count(result.tradeCount)} trades. Taken alone, the Sharpe ratio is ${chance(psrVs0)} likely to be above zero; it is one of ${count(here)} tried in this tab and ${count(here + nightly)} with the nightly\u2019s, so believe it less. ${Math.round(result.milliseconds)} ms.`;
}

/** What trading cost, over the whole run. */
export function costSentence({ costs, figures }: LabResult): string {
  const { commission, slippage, turnover, cash } = costs;
  const slipped = slippage > 0 ? `, slippage $${compact(slippage)}` : '';
  return `Costs: fees $${compact(commission)}${slipped}, together ${percent((commission + slippage) / cash)} of the starting $${compact(cash)}; $${compact(turnover)} were traded, ${fixed(figures.turnoverAnnual)} times the equity a year.`;
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
          element('th', { scope: 'row' }, element('a', { href: figureAddress(figure.name) }, figure.title)),
          element('td', { class: 'number' }, figureText(figure, figures[figure.name])),
        ),
      ),
    ),
  );
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
