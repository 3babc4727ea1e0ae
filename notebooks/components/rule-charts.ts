import * as Plot from '@observablehq/plot';
import { element } from './element.js';
import { fixed } from './number-format.js';
import type { RuleAccount } from './rule-account.js';
import type { RuleAnswer } from './rule-answer.js';
import { picture } from './picture.js';

interface Point {
  readonly date: Date;
  readonly value: number;
}

/** More points than this cannot be seen on the width they have. */
const MOST_POINTS = 500;

/** Matches on each session. */
export function sessionChart({ time, perSession }: RuleAnswer): HTMLElement {
  const data = thin(time, Float64Array.from(perSession), 'largest');
  return element(
    'figure',
    {},
    picture({
      width: 620,
      height: 110,
      marginLeft: 44,
      x: { type: 'utc', label: null },
      y: { label: 'matches a session', grid: true, ticks: 3 },
      ariaLabel: 'matches a session',
      marks: [Plot.areaY(data, { x: 'date', y: 'value', fill: 'var(--ink-3)', curve: 'step' })],
    }),
  );
}

/** Equity of trading the rule beside the benchmark, both beginning at 1; a table of the year ends behind it. */
export function equityChart(account: RuleAccount, isComplete: boolean): HTMLElement {
  const equity = thin(account.time, account.equity, 'last');
  const benchmark = thin(account.time, account.benchmark, 'last');
  return element(
    'figure',
    {},
    picture({
      width: 620,
      height: 210,
      marginLeft: 44,
      marginRight: 70,
      x: { type: 'utc', label: null },
      y: { label: 'equity after costs, start = 1', grid: true, ticks: 5 },
      ariaLabel: 'equity of the rule and the benchmark',
      marks: [
        Plot.line(benchmark, { x: 'date', y: 'value', stroke: 'var(--mute)', strokeWidth: 1.3 }),
        Plot.line(equity, { x: 'date', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.5 }),
        Plot.text([equity[equity.length - 1]], {
          x: 'date',
          y: 'value',
          text: () => 'rule',
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
        Plot.text([benchmark[benchmark.length - 1]], {
          x: 'date',
          y: 'value',
          text: () => 'benchmark',
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--ink-3)',
        }),
      ],
    }),
    isComplete ? null : element('figcaption', {}, 'Earlier years are on their way.'),
    yearEnds(account),
  );
}

function yearEnds({ time, equity, benchmark }: RuleAccount): HTMLElement {
  const rows: HTMLElement[] = [];
  for (let i = 0; i < time.length; i++) {
    const year = new Date(time[i]).getUTCFullYear();
    const isLast = i === time.length - 1 || new Date(time[i + 1]).getUTCFullYear() !== year;
    if (!isLast) continue;
    rows.push(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, String(year)),
        element('td', { class: 'number' }, fixed(equity[i], 3)),
        element('td', { class: 'number' }, fixed(benchmark[i], 3)),
      ),
    );
  }
  return element(
    'details',
    {},
    element('summary', {}, 'Year ends as a table: rule, benchmark'),
    element('table', {}, element('tbody', {}, ...rows)),
  );
}

/** At most 500 points: the last or the largest value of each stretch. */
export function thin(time: Float64Array, values: Float64Array, keep: 'last' | 'largest'): Point[] {
  const step = Math.max(1, Math.ceil(time.length / MOST_POINTS));
  const points: Point[] = [];
  for (let start = 0; start < time.length; start += step) {
    const end = Math.min(time.length, start + step);
    let value = values[end - 1];
    if (keep === 'largest') for (let i = start; i < end; i++) if (values[i] > value) value = values[i];
    points.push({ date: new Date(time[end - 1]), value });
  }
  return points;
}
