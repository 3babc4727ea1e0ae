import * as Plot from '@observablehq/plot';
import { element } from './element.js';
import { percent } from './number-format.js';
import { picture } from './picture.js';
import type { FromPlaceWorker, ToPlaceWorker } from './place-protocol.js';
import { thin } from './rule-charts.js';

export interface PlaceSource {
  readonly symbol: string;
  /** Address of the file with everybody's bars: fetched when a place is first asked for. */
  readonly url: string;
  readonly startWorker: () => Worker;
}

/** Where a symbol stood in its universe by one feature, day by day: computed in the tab when asked for. */
export function createPlaceCharts(source: PlaceSource): (feature: string, title: string) => HTMLElement {
  let worker: Worker | undefined;
  const waiting = new Map<string, (answer: FromPlaceWorker) => void>();
  const ask = (feature: string) => {
    if (!worker) {
      worker = source.startWorker();
      worker.addEventListener('message', ({ data }: MessageEvent<FromPlaceWorker>) =>
        waiting.get(data.feature)?.(data),
      );
      send(worker, { type: 'open', url: source.url });
    }
    send(worker, { type: 'ask', feature, symbol: source.symbol });
  };
  return (feature, title) => {
    const box = element(
      'div',
      { role: 'status' },
      element('p', { class: 'note' }, 'Ranking the universe on every day\u2026'),
    );
    box.style.minHeight = '150px';
    waiting.set(feature, (answer) =>
      box.replaceChildren(
        answer.type === 'places'
          ? chart(answer.time, answer.places, `${source.symbol}: ${title}`)
          : element('p', { class: 'warning' }, `${answer.message}. Reload the page to try again.`),
      ),
    );
    ask(feature);
    return box;
  };
}

function send(worker: Worker, message: ToPlaceWorker): void {
  worker.postMessage(message, { transfer: [] });
}

function chart(time: Float64Array, places: Float64Array, title: string): HTMLElement {
  const points = thin(
    time,
    places.map((place) => place * 100),
    'last',
  ).filter(({ value }) => !Number.isNaN(value));
  if (points.length === 0)
    return element('p', { class: 'empty' }, 'Its history is too short for this feature.');
  return element(
    'figure',
    {},
    picture({
      width: 820,
      height: 130,
      marginLeft: 40,
      x: { type: 'utc', label: null },
      y: { label: '% of the universe below', domain: [0, 100], grid: true, ticks: 4 },
      ariaLabel: `${title}, place in the universe through time`,
      marks: [
        Plot.ruleY([50], { stroke: 'var(--mute)' }),
        Plot.line(points, { x: 'date', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.2 }),
      ],
    }),
    element(
      'details',
      {},
      element('summary', {}, 'as a table: mean place by year'),
      element('table', {}, element('tbody', {}, ...yearRows(time, places))),
    ),
  );
}

function yearRows(time: Float64Array, places: Float64Array): HTMLElement[] {
  const years = new Map<number, { sum: number; n: number }>();
  for (let i = 0; i < time.length; i++) {
    if (Number.isNaN(places[i])) continue;
    const year = new Date(time[i]).getUTCFullYear();
    const known = years.get(year) ?? { sum: 0, n: 0 };
    years.set(year, { sum: known.sum + places[i], n: known.n + 1 });
  }
  return [...years].map(([year, { sum, n }]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, String(year)),
      element('td', { class: 'number' }, percent(sum / n, 0)),
    ),
  );
}
