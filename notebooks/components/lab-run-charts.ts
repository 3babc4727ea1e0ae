import * as Plot from '@observablehq/plot';
import { barReturns } from './equity-band.js';
import { element } from './element.js';
import type { LabResult } from './lab-protocol.js';
import { fixed, percent } from './number-format.js';
import { picture } from './picture.js';
import { thin } from './rule-charts.js';

const FRAME = { width: 820, marginLeft: 48, marginRight: 80 };
const BINS = 61;
/** More marks than this cover each other. */
const MOST_MARKS = 400;

/** Value of the positions as a share of equity. */
export function exposureChart({ time, exposure, figures }: LabResult): HTMLElement | null {
  if (exposure.length === 0) return null;
  return element(
    'figure',
    {},
    picture({
      ...FRAME,
      height: 80,
      x: { type: 'utc', label: null },
      y: { label: 'exposure (% of equity)', grid: true, ticks: 2 },
      ariaLabel: `exposure, in the market on ${percent(figures.exposureClose, 0)} of the bars`,
      marks: [
        Plot.areaY(
          thin(
            time,
            exposure.map((share) => 100 * share),
            'largest',
          ),
          {
            x: 'date',
            y: 'value',
            fill: 'var(--mute)',
            curve: 'step',
          },
        ),
      ],
    }),
  );
}

/** How often bars returned what: the middle 99 %, with the mean and the 5 % worst marked. */
export function returnHistogram({ equity, figures }: LabResult): HTMLElement {
  const bins = histogram(barReturns(equity).slice(1));
  if (bins.length === 0) return element('p', { class: 'empty' }, 'The account did not move.');
  return element(
    'figure',
    {},
    picture({
      width: 620,
      height: 170,
      marginLeft: 48,
      x: { label: 'return of a bar (%)' },
      y: { label: 'bars', grid: true, ticks: 4 },
      ariaLabel: 'distribution of the returns of single bars',
      marks: [
        Plot.rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: 'var(--mute)', inset: 0.3 }),
        Plot.ruleX([100 * figures.var95Hist, 100 * figures.meanReturn].filter(Number.isFinite), {
          stroke: 'var(--ink)',
          strokeDasharray: '3 2',
        }),
      ],
    }),
    element(
      'figcaption',
      {},
      `Bars on which the account moved. Dashed: 5 % of all bars were worse than ${percent(figures.var95Hist, 2)}, the mean was ${percent(figures.meanReturn, 3)}. Skewness ${fixed(figures.skewG1)}, excess kurtosis ${fixed(figures.excessKurtosisBiasCorrected)}.`,
    ),
  );
}

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Equal bins over the middle 99 % of the returns that are not zero, in percent; the tails in the last ones. */
function histogram(returns: Float64Array): Bin[] {
  const moved = returns.filter((value) => value !== 0 && Number.isFinite(value)).sort();
  if (moved.length < 2) return [];
  const low = moved[Math.floor(0.005 * (moved.length - 1))];
  const high = moved[Math.ceil(0.995 * (moved.length - 1))];
  const width = (high - low) / BINS;
  if (!(width > 0)) return [];
  const counts = new Int32Array(BINS);
  for (const value of moved) counts[Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / width)))]++;
  return Array.from(counts, (count, k) => ({
    from: 100 * (low + k * width),
    to: 100 * (low + (k + 1) * width),
    count,
  }));
}

/** Entries and exits on the price; nothing for a run over many symbols. */
export function tradeChart({ time, reference, referenceName, trades }: LabResult): HTMLElement | null {
  const own = trades.filter(({ symbol }) => symbol === referenceName);
  if (own.length === 0) return null;
  const levels = new Map(Array.from(time, (at, i) => [at, reference[i]]));
  const marks = own.slice(0, MOST_MARKS).flatMap(({ size, entryTime, exitTime, pnl }) => [
    { at: entryTime, isUp: size > 0, pnl: 0 },
    { at: exitTime, isUp: size < 0, pnl },
  ]);
  const points = marks.map(({ at, isUp, pnl }) => ({
    date: new Date(at),
    value: levels.get(at) ?? Number.NaN,
    isUp,
    colour: pnl === 0 ? 'var(--ink)' : pnl > 0 ? 'var(--gain)' : 'var(--loss)',
  }));
  return element(
    'figure',
    {},
    picture({
      ...FRAME,
      height: 220,
      x: { type: 'utc', label: null },
      y: { label: `close of ${referenceName}, first = 1`, grid: true },
      ariaLabel: `entries and exits on the price of ${referenceName}`,
      marks: [
        Plot.line(thin(time, reference, 'last'), { x: 'date', y: 'value', stroke: 'var(--mute)' }),
        Plot.dot(points, {
          x: 'date',
          y: 'value',
          r: 3,
          symbol: ({ isUp }: { isUp: boolean }) => (isUp ? 'triangle' : 'triangle2'),
          fill: 'colour',
          rotate: 0,
        }),
      ],
    }),
    element(
      'figcaption',
      {},
      `Triangles point up where shares were bought, down where they were sold; black opens, blue closes at a gain, orange at a loss.${own.length > MOST_MARKS ? ` The last ${MOST_MARKS} trades.` : ''}`,
    ),
  );
}
