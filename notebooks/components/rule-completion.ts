import { features } from '../models/features/index.js';
import { indicators } from '../models/indicators/index.js';
import { element } from './element.js';

interface Completion {
  readonly name: string;
  readonly insert: string;
  readonly detail: string;
}

const COLUMNS = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'dollar_volume',
  'benchmark_close',
  'sector',
  'score',
];
const MOST_SHOWN = 8;

/** Wraps the rule's field with completion of the word at the cursor: arrows, Tab or Enter to take one. */
export function ruleCompletion(input: HTMLInputElement, onChange: () => void): HTMLElement {
  const all = completions();
  const list = element('ul', { class: 'completions', role: 'listbox', id: 'rule-completions', hidden: true });
  const shown = { items: [] as Completion[], at: 0 };
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', 'rule-completions');
  input.setAttribute('aria-expanded', 'false');

  const render = () => {
    list.hidden = shown.items.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    list.replaceChildren(
      ...shown.items.map((item, i) => {
        const line = element(
          'li',
          { role: 'option', id: `rule-completion-${i}`, 'aria-selected': i === shown.at ? 'true' : 'false' },
          element('code', {}, item.insert),
          ' ',
          element('span', { class: 'note' }, item.detail),
        );
        line.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(i);
        });
        return line;
      }),
    );
    if (list.hidden) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `rule-completion-${shown.at}`);
  };
  const close = () => {
    shown.items = [];
    render();
  };
  const take = (i: number) => {
    const { start, end } = wordAt(input.value, input.selectionStart ?? input.value.length);
    const item = shown.items[i];
    input.value = input.value.slice(0, start) + item.insert + input.value.slice(end);
    const caret = start + item.insert.length;
    input.setSelectionRange(caret, caret);
    close();
    onChange();
  };
  input.addEventListener('input', () => {
    const { start, end } = wordAt(input.value, input.selectionStart ?? input.value.length);
    shown.items = matching(all, input.value.slice(start, end));
    shown.at = 0;
    render();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (shown.items.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) shown.at = (shown.at + step + shown.items.length) % shown.items.length;
    else if (event.key === 'Tab' || event.key === 'Enter') take(shown.at);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    render();
  });
  return element('div', { class: 'completed' }, input, list);
}

/** Indicators with their parameters' defaults, features and columns, by name. */
export function completions(): Completion[] {
  const of = indicators.map(({ name, title, parameters }) => ({
    name,
    insert:
      parameters.length > 0
        ? `${name}(${parameters.map((parameter) => parameter.default).join(', ')})`
        : name,
    detail: title,
  }));
  const named = features.map(({ name, title }) => ({ name, insert: name, detail: title }));
  const columns = COLUMNS.map((name) => ({ name, insert: name, detail: 'column' }));
  return [...columns, ...of, ...named].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names that begin with the word first, then those that hold it; none for an empty or finished word. */
export function matching(all: readonly Completion[], word: string): Completion[] {
  if (word.length < 2) return [];
  const wanted = word.toLowerCase();
  if (all.some(({ name }) => name === wanted) && wanted.length < 3) return [];
  const begins = all.filter(({ name }) => name.startsWith(wanted) && name !== wanted);
  const holds = all.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...begins, ...holds].slice(0, MOST_SHOWN);
}

/** The identifier that the cursor stands in or after. */
export function wordAt(text: string, cursor: number): { start: number; end: number } {
  let start = cursor;
  while (start > 0 && /[a-z0-9_]/i.test(text[start - 1])) start--;
  let end = cursor;
  while (end < text.length && /[a-z0-9_]/i.test(text[end])) end++;
  return { start, end };
}
