import { element } from './element.js';
import { entryId, type MethodEntry, type MethodPart } from './method-entry.js';

/** A heading with an address, a sentence, and parts whose entries are found under it. */
export function methodSection(
  title: string,
  text: string,
  ...parts: readonly (MethodPart | HTMLElement)[]
): MethodPart {
  const id = `section-${entryId(title)}`;
  const isPart = (part: MethodPart | HTMLElement): part is MethodPart => 'entries' in part;
  const section = element(
    'section',
    { class: 'method', 'aria-labelledby': id },
    element('h2', { id, tabindex: -1 }, element('a', { href: `#${id}` }, title)),
    element('p', {}, text),
    ...parts.map((part) => (isPart(part) ? part.element : part)),
  );
  const own: MethodEntry = {
    id,
    title,
    section: 'section',
    text: `${title} ${text}`,
    reveal: () => section.scrollIntoView({ block: 'start' }),
  };
  return { element: section, entries: [own, ...parts.filter(isPart).flatMap(({ entries }) => entries)] };
}
