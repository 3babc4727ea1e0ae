import { element } from './element.js';
import { readState, writeState } from './url-state.js';

/** Says what is wrong with the text of a key; undefined where it can be used. */
export type LinkCheck = (text: string, key: string) => string | undefined;

/** By key; `p.*` stands for every key that begins with `p.`. */
export type LinkChecks = Readonly<Record<string, LinkCheck>>;

export interface LinkFault {
  readonly key: string;
  readonly words: string;
}

/** As much of a text that came with a link as is worth repeating. */
const MOST_SAID = 40;

/** What of an address cannot be used, in the order it stands there; keys without a check are not looked at. */
export function linkFaults(state: URLSearchParams, checks: LinkChecks): LinkFault[] {
  return [...state].flatMap(([key, text]) => {
    if (text === '') return [];
    const name = [key, `${key.split('.', 1)[0]}.*`].find((one) => Object.hasOwn(checks, one));
    const words = name === undefined ? undefined : checks[name](text, key);
    return words === undefined ? [] : [{ key, words }];
  });
}

/** Is it among these? Otherwise there is no such thing. */
export function among(what: string, known: readonly string[]): LinkCheck {
  return (text) => (known.includes(text) ? undefined : `there is no ${what} ${said(text)}`);
}

/** Several of these with a dot between them. */
export function allAmong(what: string, known: readonly string[]): LinkCheck {
  return (text) => {
    const unknown = text.split('.').filter((part) => part !== '' && !known.includes(part));
    return unknown.length === 0
      ? undefined
      : `there is no ${what} ${unknown.slice(0, 3).map(said).join(', ')}`;
  };
}

/** A text that came with a link, in quotes and not too long. */
export function said(text: string): string {
  return `\u201c${text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}\u2026` : text}\u201d`;
}

/**
 * Looks through the address before anything else reads it: what cannot be used is taken out and said, so that
 * an old link or a broken one never passes for what it was. Null where all is well.
 */
export function brokenLink(checks: LinkChecks): HTMLElement | null {
  const faults = linkFaults(readState(), checks);
  if (faults.length === 0) return null;
  writeState(Object.fromEntries(faults.map(({ key }) => [key, null])));
  return element(
    'div',
    { class: 'warning broken-link', role: 'alert' },
    'This page is not what the link asked for:',
    element('ul', {}, ...faults.map(({ key, words }) => element('li', {}, `${key}: ${words}`))),
  );
}
