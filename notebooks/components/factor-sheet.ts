import type { FactorRow, FactorSliceRow } from '../../pipelines/site/snapshots/index.js';
import { decileChart } from './decile-chart.js';
import { element } from './element.js';
import { reachOf } from './factor-verdict.js';
import { intervalBar } from './interval-bar.js';
import { count, percent, signed } from './number-format.js';

/** Below so many days a mean is not shown: its error cannot be told. */
const FEW_DAYS = 20;

/** One feature in full: how its information decays, its deciles, where it held, what it costs to hold. */
export function factorSheet(factor: FactorRow): HTMLElement {
  const limit = Math.max(
    1e-9,
    ...[...factor.horizons, ...factor.slices].map((row) => Math.abs(row.ic ?? 0) + (reachOf(row) ?? 0)),
  );
  const line = (name: string, row: Pick<FactorSliceRow, 'ic' | 'error' | 'days'>) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'number' }, row.days < FEW_DAYS ? 'too few' : signed(row.ic, 3)),
      element('td', {}, row.days < FEW_DAYS ? null : intervalBar(row.ic ?? 0, reachOf(row) ?? 0, limit)),
      element('td', { class: 'number' }, count(row.days)),
    );
  const table = (caption: string, rows: readonly HTMLElement[]) =>
    element(
      'table',
      {},
      element('caption', {}, caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['', 'mean IC', `\u2212${limit.toFixed(2)} to ${limit.toFixed(2)}`, 'days'].map((name, i) =>
            element('th', { scope: 'col', class: i % 2 === 1 ? 'number' : undefined }, name),
          ),
        ),
      ),
      element('tbody', {}, ...rows),
    );
  const slices = (kind: string) =>
    factor.slices.filter((row) => row.kind === kind).map((row) => line(row.slice.replace('_', ', '), row));
  const turnover = factor.turnover.map(
    ({ lag, top, bottom }) => `${percent(top, 0)} and ${percent(bottom, 0)} after ${count(lag)} sessions`,
  );
  const deciles = factor.horizons.flatMap(({ horizon, deciles: all }) =>
    all.map(([meanReturn, hitRate, observations], i) => ({
      subject: factor.subject,
      horizon,
      decile: i + 1,
      meanReturn,
      hitRate,
      observations,
    })),
  );
  return element(
    'div',
    { class: 'factor-sheet' },
    element(
      'div',
      { class: 'figures' },
      table(
        'By horizon: how the information decays',
        factor.horizons.map((row) => line(`${row.horizon} bars`, row)),
      ),
      table('By year, 10 bars', slices('year')),
      table('By regime, 10 bars', slices('regime')),
    ),
    element(
      'p',
      {},
      `New in the highest and the lowest tenth: ${turnover.join('; ') || 'unknown'}. A value on ${percent(factor.coverage, 0)} of symbol-sessions.`,
    ),
    element(
      'div',
      { class: 'multiples' },
      ...factor.horizons.map(({ horizon }) => decileChart(deciles, factor.subject, horizon)),
    ),
  );
}
