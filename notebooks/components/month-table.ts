import { element } from './element.js';
import type { LabResult } from './lab-protocol.js';
import { signedPercent } from './number-format.js';

const MONTHS = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));

/** Return of each calendar month, a row a year. */
export function monthTable(months: LabResult['months']): HTMLElement {
  const byMonth = new Map(months.map(({ month, result }) => [month, result]));
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'returns by month' },
    element(
      'table',
      { class: 'months' },
      element('caption', {}, 'Return by month, after costs'),
      element(
        'thead',
        {},
        element('tr', {}, ...['year', ...MONTHS].map((name) => element('th', { scope: 'col' }, name))),
      ),
      element(
        'tbody',
        {},
        ...years.map((year) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, year),
            ...MONTHS.map((month) => monthCell(byMonth.get(`${year}-${month}`))),
          ),
        ),
      ),
    ),
  );
}

function monthCell(value: number | undefined): HTMLElement {
  if (value === undefined) return element('td', {});
  return element('td', { class: `number ${value >= 0 ? 'gain' : 'loss'}` }, signedPercent(value));
}
