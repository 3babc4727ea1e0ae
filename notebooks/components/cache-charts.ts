import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { compact, count } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['nights'];

const WIDTH = 'container';

/** How long lookups took, hits and misses of each tier, each as a share of its own: misses are often many more. */
export function latencyChart(classes: Rows, latencies: Rows): HTMLElement {
  const nameOf = (row: Rows[number]) => `${String(row.tier)}, ${String(row.outcome)}`;
  const all = new Map(latencies.map((row) => [nameOf(row), Number(row.accesses)]));
  const values = classes.map((row) => ({
    us: 2 ** Number(row.log2_us),
    share: Number(row.accesses) / (all.get(nameOf(row)) ?? Number.NaN),
    what: nameOf(row),
  }));
  return vegaChart({
    name: 'time of a lookup by tier and outcome',
    height: 210,
    caption:
      'Share of the lookups of each sort, in classes of time that double; of a batch divided by its keys; a miss counts the looking only, not the computing.',
    table: plainTable(
      'microseconds of a lookup',
      ['tier and outcome', 'lookups', 'p50', 'p95', 'p99', 'longest'],
      latencies.map((row) => [
        nameOf(row),
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
      data: { values },
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
        color: { field: 'kind', type: 'nominal', title: null },
      },
    },
  });
}
