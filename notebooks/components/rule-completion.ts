import { type Completion, complete, hover } from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import { element } from './element.js';
import { maybeMethodAddress } from './method-address.js';

const MOST_SHOWN = 8;
/** Letters that must be written before names are offered; after a dot or inside a call none are needed. */
const LEAST_WRITTEN = 2;

/**
 * Wraps the rule's field with what the engine's own language knows: names that may stand at the cursor
 * (arrows, Tab or Enter to take one), and what the name under the cursor or the pointer means.
 */
export function ruleCompletion(input: HTMLInputElement, onChange: () => void): HTMLElement {
  const declared = { definitions: namedExpressions() };
  const list = element('ul', { class: 'completions', role: 'listbox', id: 'rule-completions', hidden: true });
  const meaning = element('p', { class: 'note rule-meaning', role: 'status', id: 'rule-meaning' });
  const shown = { items: [] as readonly Completion[], start: 0, end: 0, at: 0 };
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', 'rule-completions');
  input.setAttribute('aria-expanded', 'false');
  const cursor = () => input.selectionStart ?? input.value.length;

  const render = () => {
    list.hidden = shown.items.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    list.replaceChildren(
      ...shown.items.map((item, i) => {
        const line = element(
          'li',
          {
            role: 'option',
            id: `rule-completion-${i}`,
            'aria-selected': i === shown.at ? 'true' : 'false',
            title: item.description,
          },
          element('code', {}, item.signature),
          ' ',
          element('span', { class: 'note' }, item.description),
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
    const { insert } = shown.items[i];
    input.value = input.value.slice(0, shown.start) + insert + input.value.slice(shown.end);
    const caret = shown.start + insert.length;
    input.setSelectionRange(caret, caret);
    close();
    onChange();
  };
  const explainAt = (position: number) => meaningText(input.value, position, declared);
  input.addEventListener('input', () => {
    const { items, start, end } = complete(input.value, cursor(), declared);
    const written = cursor() - start;
    const isOwned = /[.:(,]\s*$/.test(input.value.slice(0, start));
    Object.assign(shown, {
      items: written >= LEAST_WRITTEN || (isOwned && written > 0) ? items.slice(0, MOST_SHOWN) : [],
      start,
      end,
      at: 0,
    });
    render();
  });
  for (const event of ['keyup', 'click', 'focus'])
    input.addEventListener(event, () => {
      const found = hover(input.value, cursor(), declared);
      const address = found && maybeMethodAddress(found);
      meaning.replaceChildren(
        explainAt(cursor()),
        ...(address ? [' ', element('a', { href: address }, 'method')] : []),
      );
    });
  input.addEventListener('mousemove', ({ offsetX }) => {
    input.title = explainAt(characterAt(input, offsetX));
  });
  input.addEventListener('blur', ({ relatedTarget }) => {
    close();
    if (!meaning.contains(relatedTarget as Node | null)) meaning.replaceChildren();
  });
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
  return element('div', { class: 'completed' }, input, list, meaning);
}

/** What the name at a position means, with its unit; empty where there is none. */
export function meaningText(text: string, position: number, declared: Parameters<typeof hover>[2]): string {
  const found = hover(text, position, declared);
  if (!found) return '';
  return `${found.signature}: ${found.description}${found.unit ? ` In ${found.unit}.` : ''}`;
}

/** The character under a horizontal place of a field, by the width that its text has in its own type. */
function characterAt(input: HTMLInputElement, offsetX: number): number {
  const style = getComputedStyle(input);
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return input.value.length;
  pen.font = style.font;
  const x = offsetX - Number.parseFloat(style.paddingLeft) + input.scrollLeft;
  let position = 0;
  while (position < input.value.length && pen.measureText(input.value.slice(0, position + 1)).width < x)
    position++;
  return position;
}
