import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['nights'];

/** What a kind did on a day, for the nightly or for those who asked by hand. Ratios are null without cost. */
export interface CacheDay {
  readonly day: string;
  readonly kind: string;
  readonly origin: string;
  readonly accesses: number;
  readonly hitRatio: number;
  readonly costHitRatio: number | null;
  readonly secondsSaved: number;
}

/** Runs of the same day, kind and origin taken together. */
export function cacheDays(nights: Rows): CacheDay[] {
  const days = new Map<
    string,
    { row: Rows[number]; accesses: number; hits: number; cost: number; saved: number }
  >();
  for (const row of nights) {
    const id = [row.day, row.kind, row.origin].join(' ');
    const day = days.get(id) ?? { row, accesses: 0, hits: 0, cost: 0, saved: 0 };
    day.accesses += Number(row.accesses);
    day.hits += Number(row.accesses) * Number(row.hit_ratio);
    day.cost += Number(row.cost_seconds);
    day.saved += Number(row.seconds_saved);
    days.set(id, day);
  }
  return [...days.values()].map(({ row, accesses, hits, cost, saved }) => ({
    day: String(row.day),
    kind: String(row.kind),
    origin: String(row.origin),
    accesses,
    hitRatio: hits / accesses,
    costHitRatio: cost > 0 ? saved / cost : null,
    secondsSaved: saved,
  }));
}

const LINES = ['of lookups', 'of computing time'];

/** Hit ratio and cost-weighted hit ratio day by day, a small picture for each kind and for who asked. */
export function nightsCharts(nights: Rows): HTMLElement {
  const days = cacheDays(nights);
  const groups = new Map<string, CacheDay[]>();
  for (const day of days) {
    const name = `${day.kind}, ${day.origin}`;
    groups.set(name, [...(groups.get(name) ?? []), day]);
  }
  const domain = [...new Set(days.map(({ day }) => day))].sort();
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'columns' },
      ...[...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, group]) => dayChart(name, group, domain)),
    ),
    element(
      'p',
      { class: 'note' },
      'A hit on what is dear to compute is worth more than one on what is cheap: both are counted. A kind without a dashed line costs nothing to compute, or was never computed. A scan that goes on from an earlier one is a miss of its own result and a hit on the earlier one, which spares nearly all of the computing.',
    ),
  );
}

function dayChart(name: string, days: readonly CacheDay[], domain: readonly string[]): HTMLElement {
  const values = days.flatMap(({ day, hitRatio, costHitRatio }) => [
    { day, by: LINES[0], ratio: hitRatio },
    ...(costHitRatio === null ? [] : [{ day, by: LINES[1], ratio: costHitRatio }]),
  ]);
  return vegaChart({
    name: `${name}: hits by day`,
    height: 150,
    table: plainTable(
      name,
      ['day', 'lookups', 'hits', 'of computing time', 'saved'],
      days.map((day) => [
        day.day,
        count(day.accesses),
        percent(day.hitRatio),
        percent(day.costHitRatio),
        duration(day.secondsSaved),
      ]),
    ),
    spec: {
      title: name,
      data: { values },
      width: 'container',
      height: 80,
      mark: { type: 'line', point: { size: 22 } },
      encoding: {
        x: {
          field: 'day',
          type: 'ordinal',
          scale: { domain },
          title: null,
          axis: { labelAngle: 0, labelOverlap: true },
        },
        y: {
          field: 'ratio',
          type: 'quantitative',
          title: 'hits',
          scale: { domain: [0, 1] },
          axis: { format: '.0%', values: [0, 0.5, 1] },
        },
        color: {
          field: 'by',
          type: 'nominal',
          title: null,
          scale: { domain: LINES, range: ['var(--ink)', 'var(--accent)'] },
        },
        strokeDash: {
          field: 'by',
          type: 'nominal',
          title: null,
          scale: { domain: LINES, range: [[], [4, 3]] },
        },
      },
    },
  });
}
