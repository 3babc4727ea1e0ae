import { element } from './element.js';
import type { MethodEntry } from './method-entry.js';

const LISTED = 30;

/**
 * A box that finds every entry in which all typed words occur, titles first; an entry is a link to its
 * address. An address that the page is opened with is followed.
 */
export function methodSearch(entries: readonly MethodEntry[]): HTMLElement {
  const texts = entries.map(({ title, text }) => ({ title: title.toLowerCase(), text: text.toLowerCase() }));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const twice = entries.find((entry) => byId.get(entry.id) !== entry);
  if (twice) throw new Error(`two entries have the address "${twice.id}"`);
  const input = element('input', {
    type: 'search',
    id: 'method-search',
    placeholder: 'rsi, open trades, slippage, gap \u2026',
    autocomplete: 'off',
    'aria-controls': 'method-found',
  });
  const found = element('ul', { id: 'method-found', class: 'method-found' });
  const said = element('span', { class: 'note', role: 'status' });
  const search = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept =
      words.length === 0
        ? []
        : entries
            .map((entry, i) => ({ entry, rank: rankOf(texts[i], words) }))
            .filter(({ rank }) => rank > 0)
            .sort((a, b) => b.rank - a.rank)
            .map(({ entry }) => entry);
    const shown = kept.slice(0, LISTED);
    const cut = kept.length > LISTED ? `, the first ${LISTED} shown` : '';
    said.textContent = words.length === 0 ? '' : `${kept.length} of ${entries.length} entries${cut}`;
    found.replaceChildren(...shown.map(hit));
  };
  const follow = (): void => byId.get(decodeURIComponent(location.hash.slice(1)))?.reveal();
  input.addEventListener('input', search);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') found.querySelector('a')?.click();
  });
  found.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    // The same address twice is no change of it, and still a wish to be taken there.
    if (link && link.hash === location.hash) follow();
  });
  addEventListener('hashchange', follow);
  // Rows have a height only once the page is laid out.
  requestAnimationFrame(() => requestAnimationFrame(follow));
  return element(
    'search',
    { class: 'method-search' },
    element('label', { for: 'method-search' }, 'Search all of it'),
    input,
    said,
    found,
  );
}

/** 0 where a word is missing; higher where the title begins with it, is it, or holds it. */
function rankOf({ title, text }: { title: string; text: string }, words: readonly string[]): number {
  if (!words.every((word) => text.includes(word))) return 0;
  const [first] = words;
  if (title === first) return 4;
  if (title.startsWith(first)) return 3;
  return title.includes(first) ? 2 : 1;
}

function hit({ id, title, section, text }: MethodEntry): HTMLElement {
  const rest = text.startsWith(title) ? text.slice(title.length) : text;
  return element(
    'li',
    {},
    element('a', { href: `#${id}` }, title),
    element('span', { class: 'note' }, ` ${section}${rest === '' ? '' : ` \u00b7 ${rest.trim()}`}`),
  );
}
