import { compile, evaluate } from '../models/expressions/index.js';
import { simulate } from '../models/simulation/index.js';
import { type Convention, type Figure, FIGURES, figures } from '../models/statistics/index.js';
import { element } from './element.js';
import type { LoadExample } from './expression-example.js';
import { figureText } from './figure-text.js';
import { entryId, type MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';
import { count } from './number-format.js';
import type { SymbolHistory } from './symbol-history.js';

const ENTRY = 'crossover(sma(close, 10), sma(close, 30))';
const EXIT = 'crossunder(sma(close, 10), sma(close, 30))';
const COMMISSION_BPS = 10;

/** Every figure of an account with what it rests on, and its value on a small account of one symbol. */
export function methodFigures(load: LoadExample): MethodPart {
  const basis = (i: number) => FIGURES[i].basis;
  return methodSection(
    'Figures',
    `${FIGURES.length} figures of an account, each defined once. E is equity, r the returns, n their number, rf the risk-free rate, P the bars in a year. Open one for its value on an example, and as other engines define it.`,
    methodTable({
      caption: 'Definitions',
      section: 'Figures',
      rows: FIGURES.length,
      id: (i) => entryId('figure', FIGURES[i].name),
      columns: [
        methodColumn('figure', (i) => FIGURES[i].title),
        methodColumn('definition', (i) => FIGURES[i].definition, 'words'),
        methodColumn('n counts', (i) => basis(i).n),
        methodColumn('ddof', (i) => String(basis(i).ddof ?? '\u2013')),
        methodColumn('risk-free rate', (i) => basis(i).riskFree),
        methodColumn('day count', (i) => basis(i).dayCount),
        methodColumn('open trades', (i) => basis(i).openTrades),
        methodColumn('source', (i) => FIGURES[i].source, 'words'),
        methodColumn('group', (i) => FIGURES[i].group),
        methodColumn('unit', (i) => FIGURES[i].unit),
        methodColumn('name', (i) => FIGURES[i].name, 'code'),
      ],
      open: (i) => figureCard(FIGURES[i], load),
    }),
  );
}

function figureCard(figure: Figure, load: LoadExample): HTMLElement {
  const place = element('div', { class: 'example-answer' }, 'Loading its example\u2026');
  void load().then(
    (history) => place.replaceChildren(exampleOf(figure, history)),
    (error: unknown) => {
      place.textContent = error instanceof Error ? error.message : String(error);
    },
  );
  const variants = Object.entries(figure.variants ?? {}).map(([mode, { definition }]) =>
    element('p', {}, `As ${mode} defines it: ${definition}`),
  );
  return element(
    'div',
    { class: 'indicator-card' },
    element('p', {}, element('code', {}, figure.name), ` = ${figure.definition}`),
    ...variants,
    place,
  );
}

function exampleOf(figure: Figure, history: SymbolHistory): HTMLElement {
  const { bars, symbol, sector } = history;
  const value = (text: string) => evaluate(compile({ value: text }), { bars, sector }).value;
  const { equity, trades } = simulate(
    bars,
    { entry: value(ENTRY), exit: value(EXIT) },
    { commission: { bps: COMMISSION_BPS } },
  );
  const valueAs = (convention: Convention) =>
    figureText(
      figure,
      figures(equity, bars.time, trades, { benchmark: bars.close, convention })[figure.name],
    );
  const others = (Object.keys(figure.variants ?? {}) as Convention[]).map(
    (mode) => `; as ${mode}: ${valueAs(mode)}`,
  );
  return element(
    'p',
    {},
    element('strong', {}, `${valueAs('technic')} ${unitWords(figure)}`),
    `${others.join('')} for all-in on ${symbol} at `,
    element('code', {}, ENTRY),
    ', out at ',
    element('code', {}, EXIT),
    `, ${COMMISSION_BPS} basis points a fill, ${count(bars.close.length)} bars, ${count(trades.length)} trades, the symbol itself as benchmark. An example of the arithmetic, not of a strategy.`,
  );
}

function unitWords({ unit }: Figure): string {
  return unit === 'fraction' || unit === 'ratio' || unit === 'date' ? '' : unit;
}
