import type { StrategiesSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { fixed, percent } from './number-format.js';

/** Correlation of daily returns between each two strategies; what is alike is one bet, not two. */
export function strategyCorrelations({ strategies, correlation }: StrategiesSnapshot): HTMLElement {
  const pairs = strategies.flatMap((a, i) =>
    strategies.slice(0, i).map((b, j) => ({ a: a.title, b: b.title, value: correlation[i][j] })),
  );
  const known = pairs.filter((pair): pair is typeof pair & { value: number } => pair.value !== null);
  const closest = known.reduce<(typeof known)[number] | undefined>(
    (most, pair) => (pair.value > (most?.value ?? -2) ? pair : most),
    undefined,
  );
  return element(
    'div',
    {},
    element(
      'p',
      {},
      closest === undefined
        ? 'There are too few days to say.'
        : `Closest are ${closest.a} and ${closest.b}, with a correlation of daily returns of ${fixed(closest.value)}: they share ${percent(closest.value ** 2, 0)} of their variance. Strategies that move together are one bet.`,
    ),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'correlation of strategies' },
      element(
        'table',
        { class: 'correlation' },
        element('caption', {}, 'Correlation of daily returns'),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'strategy'),
            ...strategies.map((_, i) => element('th', { scope: 'col', class: 'number' }, String(i + 1))),
          ),
        ),
        element(
          'tbody',
          {},
          ...strategies.map(({ title }, i) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, `${i + 1} ${title}`),
              ...correlation[i].map((value, j) => correlationCell(i === j ? null : value)),
            ),
          ),
        ),
      ),
    ),
  );
}

function correlationCell(value: number | null): HTMLElement {
  const cell = element('td', { class: 'number' }, value === null ? '' : fixed(value));
  if (value !== null) {
    const share = Math.round(Math.abs(value) * 60);
    cell.style.background = `color-mix(in oklab, var(${value >= 0 ? '--gain-soft' : '--loss-soft'}) ${share}%, transparent)`;
  }
  return cell;
}
