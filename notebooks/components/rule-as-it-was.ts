import { element } from './element.js';
import type { RuleAnswer } from './rule-answer.js';
import { readState } from './url-state.js';

/**
 * Says that an answer holds the knowledge of a past day only, what even so it cannot undo, and leads back.
 * @param toToday shows the answer of today in its place; the link's own address does the same in a new tab.
 */
export function asItWas({ to }: Pick<RuleAnswer, 'to'>, toToday: () => void): HTMLElement {
  const state = readState();
  state.delete('day');
  const today = element('a', { href: `?${state}` }, 'Back to today');
  today.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toToday();
  });
  return element(
    'p',
    { class: 'warning' },
    `As it was on ${to}: matches, outcomes, equity and figures rest on bars up to that close; a horizon not due by then is open, and prices are adjusted by splits and dividends known then. It cannot undo that the rule was typed today, that restated bars are read as they stand now, and that symbols and sectors are tonight\u2019s. `,
    today,
  );
}
