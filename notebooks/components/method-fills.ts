import {
  type BarEvent,
  barEvents,
  exitReasons,
  type FillExample,
  fillExamples,
  type FillRules,
  type Rejection,
  rejectionReasons,
  rulesOfExample,
  simulate,
  type Trade,
} from '../models/simulation/index.js';
import { element } from './element.js';
import { fillChart } from './fill-chart.js';
import { entryId, type MethodEntry, type MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';
import { fixed, signedPercent } from './number-format.js';

const SECTION = 'Events within a bar';

/** The order in which a simulated bar happens, and examples that the simulator works out in the page. */
export function methodFills(): MethodPart {
  return methodSection(
    SECTION,
    'The order in which a simulated bar happens; where its four prices leave it open, the worse case is taken.',
    methodTable({
      caption: 'In order',
      section: SECTION,
      rows: barEvents.length,
      id: (i) => entryId('event', barEvents[i].name),
      columns: [
        methodColumn('event', (i) => `${barEvents[i].step} ${barEvents[i].name}`),
        methodColumn('rule', (i) => barEvents[i].rule, 'words'),
        methodColumn('to choose instead', (i) => alternativesOf(barEvents[i]), 'words'),
      ],
    }),
    element(
      'p',
      {},
      'Each of these was simulated as this page was opened: \u25b8 marks the entry, \u25cf the exit, by the default rules; what another rule makes of the same bars stands beneath.',
    ),
    examples(),
  );
}

function alternativesOf({ alternatives = [] }: BarEvent): string {
  return alternatives.map(({ rule, text }) => `${rule}: ${text}`).join(' ');
}

function examples(): MethodPart {
  const grid = element('div', { class: 'fill-examples' });
  const entries = fillExamples.map((example): MethodEntry => {
    const id = entryId('fill', example.title);
    const figure = exampleFigure(example, id);
    grid.append(figure);
    const event = barEvents.find(({ step }) => step === example.step)?.name ?? '';
    return {
      id,
      title: example.title,
      section: 'Examples of fills',
      text: `${example.title} ${event} ${figure.textContent}`,
      reveal: () => figure.scrollIntoView({ block: 'center' }),
    };
  });
  return { element: grid, entries };
}

function exampleFigure(example: FillExample, id: string): HTMLElement {
  const runs = rulesOfExample(example).map((rules) =>
    simulate(example.bars, example.signals, { ...example.settings, rules }),
  );
  const event = barEvents.find(({ step }) => step === example.step)?.name;
  const lines = runs.map(({ trades, rejections }, k) =>
    element(
      'li',
      {},
      element('code', {}, k === 0 ? 'default' : ruleText(example.instead[k - 1])),
      ` ${[...trades.map(tradeWords), ...rejections.map(rejectionWords)].join('; ')}.`,
    ),
  );
  const { open, high, low, close } = example.bars;
  const prices = Array.from(close, (_, i) => [open, high, low, close].map((column) => column[i]).join(' '));
  return element(
    'figure',
    { id },
    element('figcaption', {}, element('strong', {}, example.title), ` (${example.step} ${event})`),
    fillChart(example, runs[0].trades),
    element('ul', {}, ...lines),
    element(
      'details',
      {},
      element('summary', {}, 'bars and settings'),
      element('p', { class: 'note' }, `Open, high, low, close: ${prices.join(' | ')}.`),
      element('p', { class: 'expression' }, JSON.stringify(example.settings)),
    ),
  );
}

function ruleText(rules: Partial<FillRules>): string {
  return Object.entries(rules)
    .map(([rule, value]) => `${rule}: ${value}`)
    .join(', ');
}

/** "in at 100.00 on bar 2, out at 95.00 on bar 3 (−5.0 %): its protective stop was reached". */
function tradeWords({ size, entryPrice, entryIndex, exitPrice, exitIndex, reason, pnl }: Trade): string {
  const side = size < 0 ? 'short' : 'in';
  const result = signedPercent(pnl / (Math.abs(size) * entryPrice));
  const way = reason === 'open' ? 'worth' : 'out at';
  return `${side} at ${fixed(entryPrice)} on bar ${entryIndex + 1}, ${way} ${fixed(exitPrice)} on bar ${exitIndex + 1} (${result}): ${exitReasons[reason]}`;
}

/** "the entry was refused (bracket-crossed): …". */
function rejectionWords({ action, reason }: Rejection): string {
  return `the ${action === 'enter' ? 'entry' : 'exit'} was not filled (${reason}): ${rejectionReasons[reason]}`;
}
