import { element } from './element.js';
import { keepOffline } from './keep-offline.js';
import { isTyping } from './row-keys.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search a symbol'],
  ['r', 'write a rule (Scan)'],
  ['j  k', 'next and previous row'],
  ['o', 'open or close the row'],
  ['?', 'this list'],
  ['Esc', 'close it'],
];

/**
 * Keys that work on every page: `/` to the search, `r` to the rule, `?` for the list of all. Keeps the page for
 * when there is no network, and shows where it stands among the others.
 */
export function listenForSiteKeys(): void {
  const help = helpDialog();
  void keepOffline();
  showPlace();
  document.body.append(help);
  document.addEventListener('keydown', (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.key === '/' ? 'site-search' : event.key === 'r' ? 'rule' : undefined;
    if (target) {
      const field = document.getElementById(target);
      if (!field) return;
      event.preventDefault();
      field.focus();
    } else if (event.key === '?') {
      help.showModal();
    }
  });
}

/** On a phone the list of pages goes on to the right: scrolls it to this one. */
function showPlace(): void {
  const nav = document.querySelector<HTMLElement>('.site-nav');
  const here = nav?.querySelector<HTMLElement>('[aria-current]');
  if (nav && here) nav.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - nav.clientWidth / 2;
}

function helpDialog(): HTMLDialogElement {
  const lines = KEYS.map(([key, what]) =>
    element('tr', {}, element('th', { scope: 'row' }, element('kbd', {}, key)), element('td', {}, what)),
  );
  return element(
    'dialog',
    { class: 'help', 'aria-label': 'keys' },
    element('table', {}, element('caption', {}, 'Keys'), element('tbody', {}, ...lines)),
    element('form', { method: 'dialog' }, element('button', {}, 'Close')),
  );
}
