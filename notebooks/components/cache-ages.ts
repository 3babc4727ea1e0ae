import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { kindScale } from './cache-kind-scale.js';
import { element } from './element.js';
import { count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['nights'];

/** Ages of what was stored last, in few letters: five columns have to go on a phone. */
const AGES: Readonly<Record<string, string>> = {
  'never stored': 'never',
  'under 1 hour': 'under 1 h',
  'under 1 day': 'under 1 d',
  'under 7 days': 'under 7 d',
  '7 days and more': '7 d and more',
};
const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
];

/** A class of times that doubles, from 2^log2 milliseconds: `4 to 9 min`, `12 to 24 d`. */
export function timeClass(log2: number): string {
  const from = 2 ** log2;
  const [unit, size] = UNITS.find(([, ms]) => from >= ms) ?? ['s', 1000];
  const round = (ms: number) => (ms / size < 10 ? Math.round((10 * ms) / size) / 10 : Math.round(ms / size));
  return `${round(from)} to ${round(2 * from)}\u202f${unit}`;
}

/** Hits by kind and by the age of what was stored last: where the cache is too young, and where too old. */
export function agesChart(rows: Rows): HTMLElement {
  const values = rows.map((row) => ({
    kind: String(row.kind),
    age: AGES[String(row.age)],
    ratio: Number(row.hit_ratio),
    share: `${percent(Number(row.hit_ratio), 0)} of ${count(Number(row.accesses))}`,
  }));
  const kinds = new Set(values.map(({ kind }) => kind)).size;
  return vegaChart({
    name: 'hits by kind and age',
    height: 34 * kinds + 60,
    caption:
      'Share of the lookups that hit, by the time since a value of the same symbol or scan was stored: a row that pales to the right forgets too early, or its data change too often.',
    table: plainTable(
      'by kind and age of what was stored last',
      ['kind', 'age', 'lookups', 'hits', 'of computing time', 'saved'],
      rows.map((row) => [
        String(row.kind),
        String(row.age),
        count(Number(row.accesses)),
        percent(row.hit_ratio as number | null),
        percent(row.cost_hit_ratio as number | null),
        duration(Number(row.seconds_saved)),
      ]),
    ),
    spec: {
      width: 'container',
      height: { step: 30 },
      data: { values },
      encoding: {
        x: {
          field: 'age',
          type: 'ordinal',
          sort: Object.values(AGES),
          title: 'age of what was stored last',
          axis: { labelAngle: 0, labelLimit: 70 },
        },
        y: { field: 'kind', type: 'nominal', title: null },
      },
      layer: [
        {
          mark: { type: 'rect', color: 'var(--gain)' },
          encoding: {
            opacity: {
              field: 'ratio',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0.06, 0.6] },
              legend: null,
            },
          },
        },
        { mark: { type: 'text', color: 'var(--ink)' }, encoding: { text: { field: 'share' } } },
      ],
    },
  });
}

/** Life left at a hit and age at a miss, in classes that double. */
export function lifeChart(rows: Rows, name: string, caption: string): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'empty' }, `No lookup so far to tell of: ${name}.`);
  const logs = rows.map((row) => Number(row.log2_ms));
  const first = Math.min(...logs);
  const classes = Array.from({ length: Math.max(...logs) - first + 1 }, (_, k) => timeClass(first + k));
  const values = rows.map((row) => ({
    life: timeClass(Number(row.log2_ms)),
    kind: String(row.kind),
    accesses: Number(row.accesses),
  }));
  return vegaChart({
    name,
    height: 200,
    caption,
    table: plainTable(
      name,
      ['kind', 'time', 'lookups'],
      values.map(({ kind, life, accesses }) => [kind, life, count(accesses)]),
    ),
    spec: {
      width: 'container',
      height: 130,
      data: { values },
      mark: 'bar',
      encoding: {
        x: {
          field: 'life',
          type: 'ordinal',
          scale: { domain: classes },
          title: null,
          axis: { labelAngle: -40, labelOverlap: true },
        },
        y: {
          field: 'accesses',
          type: 'quantitative',
          title: 'lookups',
          axis: { tickMinStep: 1, tickCount: 4 },
        },
        color: {
          field: 'kind',
          type: 'nominal',
          title: null,
          scale: kindScale(values.map(({ kind }) => kind)),
        },
      },
    },
  });
}
