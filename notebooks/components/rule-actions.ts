import { alertSnippet } from './alert-snippet.js';
import { element } from './element.js';
import { labAddress, scanSnippet, type TypedRule } from './rule-links.js';

/** What to do with a rule that has been answered: trade it in the Lab, name it, pass it on. */
export function ruleActions(typed: TypedRule): HTMLElement {
  const said = element('span', { role: 'status', class: 'note' });
  const snippet = scanSnippet(typed);
  return element(
    'div',
    { class: 'rule-actions' },
    element('a', { href: labAddress(typed) }, 'Open in the Lab'),
    copyButton(
      'Copy as a named scan',
      () => snippet,
      'Copied: paste it into scans in technic.config.ts.',
      said,
    ),
    copyButton(
      'Copy as an alert',
      () => alertSnippet(typed),
      'Copied: a line for cron that mails its matches after each night.',
      said,
    ),
    copyButton(
      'Copy link',
      () => location.href,
      'Copied: rule, side and data version are in the link.',
      said,
    ),
    said,
    element(
      'details',
      {},
      element('summary', {}, 'the named scan and the alert, to read'),
      element('pre', { tabindex: 0 }, snippet),
      element('pre', { tabindex: 0 }, alertSnippet(typed)),
    ),
  );
}

function copyButton(label: string, text: () => string, done: string, said: HTMLElement): HTMLElement {
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', () => {
    void copyText(text(), done, said);
  });
  return button;
}

async function copyText(text: string, done: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = done;
  } catch {
    // Without https, or without leave, the browser has no clipboard to offer.
    said.textContent = 'The browser keeps its clipboard shut: copy it from the address line or below.';
  }
}
