import { count, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

/** Stated probability against what was observed. */
export function reliabilityChart(
  bins: readonly {
    readonly stated: number;
    readonly observed: number;
    readonly lower95: number;
    readonly upper95: number;
    readonly n: number;
  }[],
  name: string,
): HTMLElement {
  const low = Math.min(...bins.map(({ lower95, stated }) => Math.min(lower95, stated))) - 0.02;
  const high = Math.max(...bins.map(({ upper95, stated }) => Math.max(upper95, stated))) + 0.02;
  const scale = { domain: [low, high], zero: false };
  const x = {
    field: 'stated',
    type: 'quantitative',
    title: 'stated probability',
    scale,
    axis: { format: '.0%' },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'observed',
    scale,
    axis: { format: '.0%' },
  });
  return vegaChart({
    name,
    height: 240,
    caption: 'On the line a stated probability is what comes of it. Intervals count only independent rows.',
    table: plainTable(
      name,
      ['stated', 'observed', 'from', 'to', 'cases'],
      bins.map((bin) => [
        percent(bin.stated),
        percent(bin.observed),
        percent(bin.lower95),
        percent(bin.upper95),
        count(bin.n),
      ]),
    ),
    spec: {
      width: 'container',
      height: 210,
      data: { values: bins },
      layer: [
        {
          data: { values: [{ a: low }, { a: high }] },
          mark: { type: 'line', color: 'var(--mute)', strokeDash: [4, 3] },
          encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'a', type: 'quantitative' } },
        },
        { mark: 'rule', encoding: { x, y: y('lower95'), y2: { field: 'upper95' } } },
        { mark: 'point', encoding: { x, y: y('observed') } },
      ],
    },
  });
}
