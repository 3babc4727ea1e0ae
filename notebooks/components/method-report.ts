import { languageReference, languageRules } from '../models/expressions/index.js';
import { features } from '../models/features/index.js';
import { indicators } from '../models/indicators/index.js';
import { rating } from '../models/ratings/index.js';
import { type BarEvent, barEvents } from '../models/simulation/index.js';
import { FIGURES } from '../models/statistics/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { exampleButton, expressionExample, type LoadExample } from './expression-example.js';
import { indicatorCard } from './indicator-card.js';

/**
 * Rating, features, language, indicators, events within a bar, figures: each table from its registry.
 * Examples are computed by the engine on the bars that `load` fetches when the first of them is wanted.
 */
export function methodReport(load: LoadExample): HTMLElement {
  const language = languageReference();
  const example = expressionExample(load);
  return element(
    'div',
    {},
    section(
      'Rating',
      `The score is the sum of ${rating.length} families, from \u2212100 to 100: each adds its weight times a signal between \u22121 and 1 whose sign turns round when the chart is mirrored. The weights are a prior, not fitted.`,
      table(rating.length, 'Families of the rating', [
        column('title', (i) => rating[i].title),
        column('weight', (i) => rating[i].weight),
        column('signal', (i) => rating[i].signal, true),
        column('high means', (i) => rating[i].whenHigh),
      ]),
    ),
    section(
      'Features',
      `${features.length} named expressions; a rule may call them by name.`,
      table(features.length, 'Features', [
        column('feature', (i) => features[i].name),
        column('title', (i) => features[i].title),
        column('family', (i) => features[i].family),
        column('unit', (i) => features[i].unit),
        column('expression', (i) => features[i].expression, true),
      ]),
    ),
    section(
      'Language',
      `${language.length} names. Typed once here, in the scan and in a strategy, compiled by the same code.`,
      example.element,
      rulesList(example.show),
      searchable(language.length, 'Names of the expression language', [
        column('name', (i) => language[i].name),
        column('kind', (i) => language[i].kind),
        column('group', (i) => language[i].group),
        column('signature', (i) => language[i].signature),
        column('meaning', (i) => language[i].description, true),
      ]),
    ),
    section(
      'Indicators',
      `${indicators.length} indicators, each the same number in batch and one bar at a time. Open one for its formula, its bounds and its values on a symbol.`,
      searchable(
        indicators.length,
        'Formulas and sources',
        [
          column('name', (i) => indicators[i].name),
          column('title', (i) => indicators[i].title),
          column('group', (i) => indicators[i].group),
          column('formula', (i) => indicators[i].formula, true),
          column('source', (i) => indicators[i].source, true),
        ],
        (i) => indicatorCard(indicators[i], load),
      ),
    ),
    section(
      'Events within a bar',
      'The order in which a simulated bar happens; where the bar leaves it open, the worse case is taken.',
      table(barEvents.length, 'In order', [
        column('step', (i) => barEvents[i].step),
        column('event', (i) => barEvents[i].name),
        column('rule', (i) => barEvents[i].rule, true),
        column('to choose instead', (i) => alternativesOf(barEvents[i]), true),
      ]),
    ),
    section(
      'Figures',
      `${FIGURES.length} figures of an account, each defined once.`,
      searchable(FIGURES.length, 'Definitions', [
        column('figure', (i) => FIGURES[i].title),
        column('group', (i) => FIGURES[i].group),
        column('unit', (i) => FIGURES[i].unit),
        column('definition', (i) => FIGURES[i].definition, true),
        column('source', (i) => FIGURES[i].source, true),
      ]),
    ),
  );
}

function section(title: string, text: string, ...content: HTMLElement[]): HTMLElement {
  return element(
    'section',
    { class: 'method' },
    element('h2', {}, title),
    element('p', {}, text),
    ...content,
  );
}

/** The rules in the order in which a reader needs them; their examples go into the box. */
function rulesList(show: (text: string) => void): HTMLElement {
  const list = element('dl', { class: 'facts' });
  for (const { topic, rule, example } of languageRules) {
    const text = element('dd', {}, `${rule} `, example === undefined ? null : exampleButton(example, show));
    list.append(element('dt', {}, topic), text);
  }
  return list;
}

function alternativesOf({ alternatives = [] }: BarEvent): string {
  return alternatives.map(({ rule, text }) => `${rule}: ${text}`).join(' ');
}

/** A table with a box that keeps the rows in which every typed word occurs. */
function searchable(
  rows: number,
  caption: string,
  columns: readonly Column[],
  open?: (row: number) => Node,
): HTMLElement {
  const all = Array.from({ length: rows }, (_, i) => i);
  const texts = all.map((i) =>
    columns
      .map(({ text }) => text(i))
      .join(' ')
      .toLowerCase(),
  );
  const shown = dataTable({ caption, columns, rows: all, height: '460px', ...(open && { open }) });
  const input = element('input', {
    type: 'search',
    'aria-label': `search: ${caption}`,
    placeholder: 'search',
  });
  const found = element('span', { class: 'note', role: 'status' });
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = all.filter((i) => words.every((word) => texts[i].includes(word)));
    shown.setRows(kept);
    found.textContent = words.length === 0 ? '' : ` ${kept.length} of ${rows}`;
  });
  return element('div', {}, element('p', { class: 'method-search' }, input, found), shown.element);
}

function table(rows: number, caption: string, columns: readonly Column[]): HTMLElement {
  return dataTable({ caption, columns, rows: Array.from({ length: rows }, (_, i) => i), height: '460px' })
    .element;
}

function column(label: string, value: (row: number) => string | number, words = false): Column {
  return {
    key: label,
    label,
    words,
    numeric: typeof value(0) === 'number',
    value,
    text: (row) => String(value(row)),
  };
}
