import { element } from './element.js';

/** A symbol as a link to its own page. @param name shown while the pointer rests on it. */
export function symbolLink(symbol: string, name?: string | null): HTMLAnchorElement {
  return element(
    'a',
    { href: `./symbol.html?s=${encodeURIComponent(symbol)}`, title: name ?? undefined },
    symbol,
  );
}
