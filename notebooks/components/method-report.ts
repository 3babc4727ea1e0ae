import { languageReference } from '../models/expressions/index.js';
import { features } from '../models/features/index.js';
import { indicators } from '../models/indicators/index.js';
import { rating } from '../models/ratings/index.js';
import { barEvents } from '../models/simulation/index.js';
import { FIGURES } from '../models/statistics/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';

/** Rating, features, language, indicators, events within a bar, figures: each table from its registry. */
export function methodReport(): HTMLElement {
  const language = languageReference();
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
      `${language.length} names. Comparisons treat numbers within 1e\u221212 of each other as equal; a condition on an unknown value is unknown and counts as not met.`,
      table(language.length, 'Names of the expression language', [
        column('name', (i) => language[i].name),
        column('kind', (i) => language[i].kind),
        column('group', (i) => language[i].group),
        column('signature', (i) => language[i].signature),
        column('meaning', (i) => language[i].description, true),
      ]),
    ),
    section(
      'Indicators',
      `${indicators.length} indicators, each the same number in batch and one bar at a time.`,
      table(indicators.length, 'Formulas and sources', [
        column('name', (i) => indicators[i].name),
        column('title', (i) => indicators[i].title),
        column('formula', (i) => indicators[i].formula, true),
        column('source', (i) => indicators[i].source, true),
      ]),
    ),
    section(
      'Events within a bar',
      'The order in which a simulated bar happens; where the bar leaves it open, the worse case is taken.',
      table(barEvents.length, 'In order', [
        column('step', (i) => barEvents[i].step),
        column('event', (i) => barEvents[i].name),
        column('rule', (i) => barEvents[i].rule, true),
      ]),
    ),
    section(
      'Figures',
      `${FIGURES.length} figures of an account, each defined once.`,
      table(FIGURES.length, 'Definitions', [
        column('figure', (i) => FIGURES[i].title),
        column('group', (i) => FIGURES[i].group),
        column('definition', (i) => FIGURES[i].definition, true),
        column('source', (i) => FIGURES[i].source, true),
      ]),
    ),
  );
}

function section(title: string, text: string, content: HTMLElement): HTMLElement {
  return element('section', { class: 'method' }, element('h2', {}, title), element('p', {}, text), content);
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
