import {
  compile,
  grammar,
  languageLimits,
  languageMistakes,
  languageReference,
  languageRules,
  precedence,
  tokenRules,
} from '../models/expressions/index.js';
import { element } from './element.js';
import { exampleButton, type ExpressionExample } from './expression-example.js';
import { expressionFault } from './expression-fault.js';
import { entryId, type MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';
import { count } from './number-format.js';

const SECTION = 'Expressions';

/** Names that are not indicators: those have a table of their own. */
const NAMES = languageReference().filter(({ kind }) => kind !== 'indicator');

/** The language on one page: a box to try it, its rules, grammar, precedence, mistakes, limits and names. */
export function methodLanguage(example: ExpressionExample): MethodPart {
  return methodSection(
    SECTION,
    'Typed once, in the scan, in a strategy, in the config, on the command line; compiled by the same code in each.',
    example.element,
    rules(example.show),
    heading(
      'Grammar',
      'EBNF: { } any number of times, [ ] at most once, | either. A test holds it against the parser in both directions, on thousands of generated expressions.',
    ),
    methodTable({
      caption: `${grammar.length + tokenRules.length} rules, from the whole expression to its tokens`,
      section: 'Grammar',
      rows: grammar.length + tokenRules.length,
      columns: [
        methodColumn('rule', (i) => production(i).name),
        methodColumn('is', (i) => production(i).ebnf, 'code'),
        methodColumn('meaning', (i) => production(i).meaning, 'words'),
      ],
      open: (i) => productionExamples(production(i), example.show),
    }),
    heading(
      'Precedence',
      'From the loosest to the tightest. What a text reads as is what it compiles to; the last column is not it.',
    ),
    methodTable({
      caption: 'Operators',
      section: 'Precedence',
      id: (i) => `precedence-${i + 1}`,
      rows: precedence.length,
      columns: [
        methodColumn('operators', (i) => precedence[i].operators.join('  '), 'code'),
        methodColumn('groups', (i) => precedence[i].groups),
        methodColumn('takes', (i) => precedence[i].takes, 'words'),
        methodColumn('gives', (i) => precedence[i].gives),
        methodColumn('example', (i) => precedence[i].text, 'code'),
        methodColumn('reads as', (i) => precedence[i].readsAs, 'code'),
        methodColumn('not as', (i) => precedence[i].notAs, 'code'),
      ],
    }),
    heading('Mistakes', 'What the compiler says to each, computed as this page was opened.'),
    mistakes(),
    heading('Limits', 'Beyond these a text is refused, whatever it says; far above any real rule.'),
    methodTable({
      caption: 'At most',
      section: 'Limits',
      rows: languageLimits.length,
      columns: [
        methodColumn('of', (i) => languageLimits[i].of),
        {
          ...methodColumn('most', (i) => languageLimits[i].most),
          text: (i) => count(languageLimits[i].most),
        },
        methodColumn('unit', (i) => languageLimits[i].unit),
      ],
    }),
    heading(
      'Names',
      `${count(NAMES.length)} columns, labels and functions; every indicator is called by its name as well.`,
    ),
    methodTable({
      caption: 'Columns, labels and functions',
      section: 'Names',
      rows: NAMES.length,
      id: (i) => NAMES[i].name,
      columns: [
        methodColumn('name', (i) => NAMES[i].name, 'code'),
        methodColumn('kind', (i) => NAMES[i].kind),
        methodColumn('group', (i) => NAMES[i].group),
        methodColumn('signature', (i) => NAMES[i].signature, 'code'),
        methodColumn('meaning', (i) => NAMES[i].description, 'words'),
      ],
      open: (i) => element('p', {}, 'Try it above: ', exampleButton(NAMES[i].example, example.show)),
    }),
  );
}

function heading(title: string, text: string): HTMLElement {
  return element(
    'div',
    {},
    element('h3', { id: `section-${entryId(title)}` }, title),
    element('p', {}, text),
  );
}

function production(i: number): (typeof grammar)[number] {
  return i < grammar.length ? grammar[i] : tokenRules[i - grammar.length];
}

function productionExamples(
  { accepts, refuses }: (typeof grammar)[number],
  show: (text: string) => void,
): HTMLElement {
  const line = (label: string, texts: readonly string[]) =>
    element('p', {}, `${label}: `, ...texts.map((text) => exampleButton(text, show)));
  return element('div', {}, line('Read', accepts), line('Refused', refuses));
}

/** The rules in the order in which a reader needs them; their examples go into the box. */
function rules(show: (text: string) => void): MethodPart {
  const list = element('dl', { class: 'facts' });
  const entries = languageRules.map(({ topic, rule, example }, i) => {
    const id = entryId('rule', topic, String(i + 1));
    const term = element('dt', { id }, topic);
    const text = element('dd', {}, `${rule} `, example === undefined ? null : exampleButton(example, show));
    list.append(term, text);
    const reveal = () => term.scrollIntoView({ block: 'center' });
    return { id, title: topic, section: SECTION, text: `${topic} ${rule} ${example ?? ''}`, reveal };
  });
  return { element: list, entries };
}

/** Each mistake with what the compiler answers. */
function mistakes(): MethodPart {
  const list = element('ul', { class: 'mistakes' });
  const entries = languageMistakes.map(({ about, text }, i) => {
    const id = `mistake-${i + 1}`;
    const fault = faultOf(text);
    const line = element('li', { id }, element('small', {}, about), element('pre', {}, fault));
    list.append(line);
    const reveal = () => line.scrollIntoView({ block: 'center' });
    return { id, title: text, section: 'Mistakes', text: `${text} ${about} ${fault}`, reveal };
  });
  return { element: list, entries };
}

function faultOf(text: string): string {
  try {
    compile({ value: text });
  } catch (error) {
    return expressionFault(text, error);
  }
  throw new Error(`the mistake "${text}" compiles: it is none`);
}
