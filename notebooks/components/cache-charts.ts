import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { kindScale } from './cache-kind-scale.js';
import { compact, count } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['nights'];

const WIDTH = 'container';

/** A class of lookup times, from `us` up to twice that, and which share of the lookups of its sort is in it. */
export interface LatencyStep {
  readonly what: string;
  readonly us: number;
  readonly share: number;
}

/** Every class between the shortest and the longest of a sort, the empty ones too, and the end of the last. */
export function latencySteps(classes: Rows): LatencyStep[] {
  const sorts = new Map<string, Map<number, number>>();
  for (const row of classes) {
    const counts = sorts.get(sortOf(row)) ?? new Map<number, number>();
    counts.set(Number(row.log2_us), Number(row.accesses));
    sorts.set(sortOf(row), counts);
  }
  return [...sorts].flatMap(([what, counts]) => {
    const all = [...counts.values()].reduce((sum, accesses) => sum + accesses, 0);
    const first = Math.min(...counts.keys());
    return Array.from({ length: Math.max(...counts.keys()) - first + 2 }, (_, k) => ({
      what,
      us: 2 ** (first + k),
      share: (counts.get(first + k) ?? 0) / all,
    }));
  });
}

/** How long lookups took, hits and misses of each tier, each as a share of its own: misses are often many more. */
export function latencyChart(classes: Rows, latencies: Rows): HTMLElement {
  return vegaChart({
    name: 'time of a lookup by tier and outcome',
    height: 210,
    caption:
      'Share of the lookups of each sort, in classes of time that double; of a batch divided by its keys; a miss counts the looking only, not the computing.',
    table: plainTable(
      'microseconds of a lookup',
      ['tier and outcome', 'lookups', 'p50', 'p95', 'p99', 'longest'],
      latencies.map((row) => [
        sortOf(row),
        count(Number(row.accesses)),
        compact(Number(row.p50_us)),
        compact(Number(row.p95_us)),
        compact(Number(row.p99_us)),
        compact(Number(row.max_us)),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: 170,
      data: { values: latencySteps(classes) },
      mark: { type: 'line', interpolate: 'step-after' },
      encoding: {
        x: { field: 'us', type: 'quantitative', scale: { type: 'log', base: 2 }, title: 'microseconds' },
        y: { field: 'share', type: 'quantitative', title: 'lookups', axis: { format: '.0%' } },
        color: { field: 'what', type: 'nominal', title: null },
      },
    },
  });
}

/** Bytes held at the end of each night, by kind. */
export function sizesChart(sizes: Rows, capacityBytes: number | null): HTMLElement {
  const values = sizes.map((row) => ({
    night: String(row.run_id),
    kind: String(row.kind),
    mib: Number(row.bytes) / 2 ** 20,
  }));
  return vegaChart({
    name: 'what was held at the end of each night',
    height: 210,
    caption: capacityBytes === null ? undefined : `The store may hold ${count(capacityBytes / 2 ** 20)} MiB.`,
    table: plainTable(
      'held at the end of the night',
      ['run', 'kind', 'tier', 'values', 'MiB'],
      sizes.map((row) => [
        String(row.run_id),
        String(row.kind),
        String(row.tier),
        count(Number(row.entries)),
        compact(Number(row.bytes) / 2 ** 20),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: 170,
      data: { values },
      mark: 'bar',
      encoding: {
        x: { field: 'night', type: 'ordinal', title: 'night', axis: { labels: false, ticks: false } },
        y: { field: 'mib', type: 'quantitative', title: 'MiB' },
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

function sortOf({ tier, outcome }: Rows[number]): string {
  return `${String(tier)}, ${String(outcome)}`;
}
