import * as Plot from '@observablehq/plot';
import { isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import type { SweepResult } from './lab-protocol.js';
import { count, fixed, percent, signedPercent } from './number-format.js';
import { sparkLine } from './spark.js';
import { picture } from './picture.js';
import { walkForwardStrip } from './walk-forward-strip.js';

/** Names of the parameters across and up. */
export interface SweptNames {
  readonly x: string;
  readonly y: string;
}

/**
 * A sweep as a heat map with the doubt in words, the walk-forward windows, and all trials as a table.
 * @param onChoose called with a cell that was clicked.
 */
export function sweepReport(
  result: SweepResult,
  { x, y }: SweptNames,
  onChoose: (trial: number) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'sweep-report' },
    element('p', {}, sweepSentence(result, { x, y })),
    heatMap(result, { x, y }, onChoose),
    walkForwardStrip(result),
    forwardTable(result, { x, y }),
    element(
      'details',
      {},
      element('summary', {}, `all ${count(result.x.length)} trials as a table`),
      table(
        `Sharpe ratio of each trial, and mean with its neighbours`,
        [x, y, 'Sharpe', 'plateau', 'open'],
        Array.from(result.x, (value, k) => [
          String(value),
          String(result.y[k]),
          fixed(result.sharpe[k]),
          fixed(result.plateau[k]),
          runButton(() => onChoose(k), `${x} ${value}, ${y} ${result.y[k]}`),
        ]),
      ),
    ),
  );
}

/** What the sweep found, and how much of it luck alone gives. */
function sweepSentence(result: SweepResult, { x, y }: SweptNames): string {
  const { peak, best, sharpe, plateau } = result;
  if (peak === -1 || Number.isNaN(sharpe[peak])) return 'No combination traded.';
  const place = (k: number) => `${x} ${result.x[k]}, ${y} ${result.y[k]}`;
  return `Of ${count(result.x.length)} combinations on ${count(result.symbols)} ${result.symbols === 1 ? 'symbol' : 'symbols, an account each,'} the highest Sharpe ratio is ${fixed(sharpe[peak])} (${place(peak)}); luck alone gives the best of so many ${fixed(result.expectedMaximum)}. Deflated Sharpe ratio ${percent(result.dsr, 0)}, probability of overfitting ${percent(result.overfitting, 0)}. The steadiest ground is at ${place(best)}: ${fixed(plateau[best])} on average with its neighbours. Chosen anew each quarter on the year before, ${percent(result.efficiency, 0)} of the Sharpe ratio in training was left in the test. ${count(result.milliseconds)} ms.`;
}

function heatMap(result: SweepResult, names: SweptNames, onChoose: (trial: number) => void): HTMLElement {
  const { x, y, sharpe, peak, best } = result;
  const cells = Array.from(x, (value, k) => ({ k, x: value, y: y[k], value: sharpe[k] }));
  const limit = Math.max(...cells.map(({ value }) => Math.abs(value) || 0), 0.01);
  const seen = element('div', { class: 'sweep-cell', 'aria-live': 'polite' });
  const chart = picture({
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
        className: 'sweep-cells',
      }),
      Plot.text(
        cells.filter(({ k }) => k === peak || k === best),
        {
          x: 'x',
          y: 'y',
          text: ({ k }: { k: number }) => (k === best ? '\u25cf' : '\u25b2'),
          fill: 'var(--ink)',
          pointerEvents: 'none',
        },
      ),
    ],
  });
  const show = (k: number) => seen.replaceChildren(...cellWords(result, names, k));
  chart.querySelectorAll<SVGRectElement>('.sweep-cells rect').forEach((rect, k) => {
    rect.addEventListener('pointerenter', () => show(k));
    rect.addEventListener('click', () => onChoose(k));
  });
  show(Math.max(0, best));
  return element(
    'figure',
    {},
    chart,
    seen,
    element(
      'figcaption',
      {},
      `Annual Sharpe ratio after costs, in sample: blue above 0, orange below, full colour at ${fixed(limit)}. \u25b2 highest, \u25cf steadiest. Click a cell to run it.`,
    ),
  );
}

/** One trial: its numbers in a line, and its equity. */
function cellWords(result: SweepResult, { x, y }: SweptNames, k: number): readonly Node[] {
  const { sharpe, plateau, trades, final, curves } = result;
  const words = `${x} ${result.x[k]}, ${y} ${result.y[k]}: Sharpe ${fixed(sharpe[k])}, with neighbours ${fixed(plateau[k])}, ${signedPercent(final[k])} in all, ${count(trades[k])} trades `;
  const [low, high] = [Math.min(...curves[k]), Math.max(...curves[k])];
  const levels = Array.from(curves[k], (value) => (high > low ? (value - low) / (high - low) : 0));
  return [document.createTextNode(words), sparkLine(levels, 160, 26)];
}

function colour(value: number, limit: number): string {
  if (Number.isNaN(value)) return 'var(--raised)';
  const share = Math.round((Math.abs(value) / limit) * 100);
  return `color-mix(in oklab, var(${value >= 0 ? '--gain' : '--loss'}) ${share}%, var(--ground))`;
}

function forwardTable({ forward, x, y }: SweepResult, names: SweptNames): HTMLElement {
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

function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Node)[])[],
): HTMLElement {
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

function runButton(run: () => void, name: string): HTMLElement {
  const button = element('button', { type: 'button', 'aria-label': `run ${name}` }, 'run');
  button.addEventListener('click', run);
  return button;
}
