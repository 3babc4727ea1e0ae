import * as Plot from '@observablehq/plot';
import { element } from './element.js';
import type { SweepResult } from './lab-protocol.js';
import { picture } from './picture.js';

/** Training and test windows in time, a row each; the test coloured by its sign. The table beside has the numbers. */
export function walkForwardStrip({ forward }: Pick<SweepResult, 'forward'>): HTMLElement {
  const rows = forward.map((window, k) => ({
    row: k,
    trainFrom: new Date(window.trainFrom),
    from: new Date(window.from),
    to: new Date(window.to),
    colour: Number.isNaN(window.test) ? 'var(--mute)' : window.test > 0 ? 'var(--gain)' : 'var(--loss)',
  }));
  return element(
    'figure',
    {},
    picture({
      width: 620,
      height: Math.max(60, 12 * rows.length + 40),
      marginLeft: 10,
      x: { type: 'utc', label: null },
      y: { type: 'band', axis: null },
      ariaLabel: 'walk-forward windows',
      marks: [
        Plot.barX(rows, {
          y: 'row',
          x1: 'trainFrom',
          x2: 'from',
          fill: 'var(--raised)',
          stroke: 'var(--line)',
        }),
        Plot.barX(rows, { y: 'row', x1: 'from', x2: 'to', fill: 'colour' }),
      ],
    }),
    element(
      'figcaption',
      {},
      'Each row: a year to choose the combination (pale), the quarter after it to test the choice: blue where it gained, orange where it lost.',
    ),
  );
}
