import { element } from './element.js';

/** A number with its unit, or the mark for one that is not known. */
const NUMBER = /^(?:[+\u2212\u2013\d.,\s%x\u202fkmbn]|µs|s|min|MiB)*$/;

/** A small table of text, numbers to the right, scrolled where it is too wide: the numbers behind a chart. */
export function plainTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const isNumber = (c: number) => c > 0 && rows.every((row) => NUMBER.test(row[c] ?? ''));
  const classes = head.map((_, c) => (isNumber(c) ? 'number' : undefined));
  const table = element(
    'table',
    {},
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((label, c) => element('th', { scope: 'col', class: classes[c] }, label))),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element(
          'tr',
          {},
          ...row.map((text, c) =>
            c === 0 ? element('th', { scope: 'row' }, text) : element('td', { class: classes[c] }, text),
          ),
        ),
      ),
    ),
  );
  return element('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table);
}
