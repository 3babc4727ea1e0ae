import * as Plot from '@observablehq/plot';
import { element } from './element.js';
import type { EquityBand, LabResult } from './lab-protocol.js';
import { fixed, percent } from './number-format.js';
import { picture } from './picture.js';
import { thin } from './rule-charts.js';

const FRAME = { width: 820, marginLeft: 48, marginRight: 80 };

/** Equity beside holding the symbol or the benchmark; the years as numbers stand in the table below. */
export function labEquityChart({ time, equity, reference, referenceName, band }: LabResult): HTMLElement {
  const own = thin(time, equity, 'last');
  const other = thin(time, reference, 'last');
  return element(
    'figure',
    {},
    picture({
      ...FRAME,
      height: 260,
      x: { type: 'utc', label: null },
      y: { label: 'equity after costs, start = 1', grid: true },
      ariaLabel: `equity of the strategy and of ${referenceName}`,
      marks: [
        Plot.areaY(bandPoints(time, band), {
          x: 'date',
          y1: 'low',
          y2: 'high',
          fill: 'var(--raised)',
          stroke: 'var(--line)',
        }),
        Plot.line(other, { x: 'date', y: 'value', stroke: 'var(--mute)', strokeWidth: 1.2 }),
        Plot.line(own, { x: 'date', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.5 }),
        Plot.text(own.slice(-1), {
          x: 'date',
          y: 'value',
          text: () => 'strategy',
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
        Plot.text(other.slice(-1), {
          x: 'date',
          y: 'value',
          text: () => referenceName,
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--ink-3)',
        }),
      ],
    }),
    element(
      'figcaption',
      {},
      `Grey band: 90 % of 400 accounts whose bars came in another order (stationary bootstrap, blocks of 20 bars); at the end ${fixed(band.low.at(-1))} to ${fixed(band.high.at(-1))}.`,
    ),
  );
}

function bandPoints(time: Float64Array, { at, low, high }: EquityBand) {
  return Array.from(at, (bar, i) => ({ date: new Date(time[bar]), low: low[i], high: high[i] }));
}

/** How far below its best the account stood. */
export function drawdownChart({ time, equity, figures }: LabResult): HTMLElement {
  let best = 0;
  const depth = equity.map((value) => {
    best = Math.max(best, value);
    return (value / best - 1) * 100;
  });
  return element(
    'figure',
    {},
    picture({
      ...FRAME,
      height: 110,
      x: { type: 'utc', label: null },
      y: { label: 'drawdown (%)', grid: true, ticks: 4 },
      ariaLabel: `drawdown, at most ${percent(figures.maxDrawdown)}`,
      marks: [
        Plot.areaY(thin(time, depth, 'last'), {
          x: 'date',
          y: 'value',
          fill: 'var(--loss-soft)',
          stroke: 'var(--loss)',
          strokeWidth: 1,
        }),
      ],
    }),
  );
}
