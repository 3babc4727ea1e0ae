import * as Plot from '@observablehq/plot';
import { isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import type { SweepQuestion, SweepResult } from './lab-protocol.js';
import { count, fixed, percent } from './number-format.js';
import { picture } from './picture.js';

/** A sweep as a heat map with the doubt in words, the walk-forward windows, and all trials as a table. */
export function sweepReport(result: SweepResult, { x, y }: Pick<SweepQuestion, 'x' | 'y'>): HTMLElement {
  return element(
    'div',
    { class: 'sweep-report' },
    element('p', {}, sweepSentence(result, { x, y })),
    heatMap(result, { x, y }),
    forwardTable(result, { x, y }),
    element(
      'details',
      {},
      element('summary', {}, `all ${count(result.x.length)} trials as a table`),
      table(
        `Sharpe ratio of each trial, and mean with its neighbours`,
        [x, y, 'Sharpe', 'plateau'],
        Array.from(result.x, (value, k) => [
          String(value),
          String(result.y[k]),
          fixed(result.sharpe[k]),
          fixed(result.plateau[k]),
        ]),
      ),
    ),
  );
}

/** What the sweep found, and how much of it luck alone gives. */
export function sweepSentence(result: SweepResult, { x, y }: Pick<SweepQuestion, 'x' | 'y'>): string {
  const { peak, best, sharpe, plateau } = result;
  if (peak === -1 || Number.isNaN(sharpe[peak])) return 'No combination traded.';
  const place = (k: number) => `${x} ${result.x[k]}, ${y} ${result.y[k]}`;
  return `Of ${count(result.x.length)} combinations the highest Sharpe ratio is ${fixed(sharpe[peak])} (${place(peak)}); luck alone gives the best of so many ${fixed(result.expectedMaximum)}. Deflated Sharpe ratio ${percent(result.dsr, 0)}, probability of overfitting ${percent(result.overfitting, 0)}. The steadiest ground is at ${place(best)}: ${fixed(plateau[best])} on average with its neighbours. Chosen anew each quarter on the year before, ${percent(result.efficiency, 0)} of the Sharpe ratio in training was left in the test. ${count(result.milliseconds)} ms.`;
}

function heatMap(
  { x, y, sharpe, plateau, peak, best }: SweepResult,
  names: Pick<SweepQuestion, 'x' | 'y'>,
): HTMLElement {
  const cells = Array.from(x, (value, k) => ({ k, x: value, y: y[k], value: sharpe[k] }));
  const limit = Math.max(...cells.map(({ value }) => Math.abs(value) || 0), 0.01);
  return element(
    'figure',
    {},
    picture({
      width: 620,
      height: 340,
      marginLeft: 60,
      x: { type: 'band', label: names.x },
      y: { type: 'band', label: names.y, reverse: true },
      color: { type: 'identity' },
      ariaLabel: `Sharpe ratio by ${names.x} and ${names.y}`,
      marks: [
        Plot.cell(cells, {
          x: 'x',
          y: 'y',
          inset: 0.5,
          fill: ({ value }: { value: number }) => colour(value, limit),
          title: ({ k, value }: { k: number; value: number }) =>
            `${names.x} ${x[k]}, ${names.y} ${y[k]}: Sharpe ${fixed(value)}, with neighbours ${fixed(plateau[k])}`,
        }),
        Plot.text(
          cells.filter(({ k }) => k === peak || k === best),
          {
            x: 'x',
            y: 'y',
            text: ({ k }: { k: number }) => (k === best ? '\u25cf' : '\u25b2'),
            fill: 'var(--ink)',
          },
        ),
      ],
    }),
    element(
      'figcaption',
      {},
      `Annual Sharpe ratio after costs, in sample: blue above 0, orange below, full colour at ${fixed(limit)}. \u25b2 highest, \u25cf steadiest.`,
    ),
  );
}

function colour(value: number, limit: number): string {
  if (Number.isNaN(value)) return 'var(--raised)';
  const share = Math.round((Math.abs(value) / limit) * 100);
  return `color-mix(in oklab, var(${value >= 0 ? '--gain' : '--loss'}) ${share}%, var(--ground))`;
}

function forwardTable({ forward, x, y }: SweepResult, names: Pick<SweepQuestion, 'x' | 'y'>): HTMLElement {
  return table(
    'Walk-forward: best of the year before, then tested on a quarter (Sharpe ratios, annual)',
    ['test from', 'to', names.x, names.y, 'training', 'test', 'all, blindly'],
    forward.map((row) => [
      isoDate(row.from),
      isoDate(row.to),
      row.trial === -1 ? 'cash' : String(x[row.trial]),
      row.trial === -1 ? '' : String(y[row.trial]),
      fixed(row.train),
      fixed(row.test),
      fixed(row.average),
    ]),
  );
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', {}, caption),
      element(
        'thead',
        {},
        element('tr', {}, ...head.map((name) => element('th', { scope: 'col', class: 'number' }, name))),
      ),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element('tr', {}, ...row.map((cell) => element('td', { class: 'number' }, cell))),
        ),
      ),
    ),
  );
}
