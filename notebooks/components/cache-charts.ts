import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { compact, count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['nights'];

const WIDTH = 'container';
const CAUSES = ['cold', 'version', 'expired', 'evicted', 'damaged', 'unavailable'];
const CAUSE_WORDS: Readonly<Record<string, string>> = {
  cold: 'never seen before',
  version: 'data or code changed',
  expired: 'its time was up',
  evicted: 'made room for others',
  damaged: 'damaged',
  unavailable: 'store out of reach',
};

/** From all lookups down to the hits: what each cause of a miss took away, up to the cache that forgets nothing. */
export function causesChart(causes: Rows): HTMLElement {
  const total = causes.reduce((sum, row) => sum + Number(row.accesses), 0);
  const of = (cause: string) =>
    causes.filter((row) => row.cause === cause).reduce((sum, row) => sum + Number(row.accesses), 0);
  const secondsOf = (cause: string) =>
    causes.filter((row) => row.cause === cause).reduce((sum, row) => sum + Number(row.cost_seconds), 0);
  let left = total;
  const steps = [{ step: 'all lookups', from: 0, to: total, kind: 'all' }];
  for (const cause of CAUSES) {
    const taken = of(cause);
    if (taken === 0) continue;
    steps.push({ step: CAUSE_WORDS[cause], from: left - taken, to: left, kind: 'miss' });
    left -= taken;
  }
  steps.push({ step: 'hits', from: 0, to: left, kind: 'hit' });
  const infinite = total === 0 ? 0 : (total - of('cold') - of('version')) / total;
  return vegaChart({
    name: 'what became of all lookups',
    height: 26 * steps.length + 50,
    caption: `A cache that forgets nothing would have hit ${percent(infinite)}: no size and no time to live can do better, for the rest had never been seen.`,
    table: plainTable(
      'lookups by outcome',
      ['outcome', 'lookups', 'share', 'seconds of computing'],
      ['hit', ...CAUSES].map((cause) => [
        cause === 'hit' ? 'hits' : CAUSE_WORDS[cause],
        count(of(cause)),
        percent(total === 0 ? null : of(cause) / total),
        duration(secondsOf(cause)),
      ]),
    ),
    spec: {
      width: WIDTH,
      height: { step: 24 },
      data: { values: steps },
      mark: 'bar',
      encoding: {
        y: { field: 'step', type: 'nominal', sort: null, title: null },
        x: { field: 'from', type: 'quantitative', title: 'lookups' },
        x2: { field: 'to' },
        color: {
          field: 'kind',
          type: 'nominal',
          legend: null,
          scale: { domain: ['all', 'miss', 'hit'], range: ['var(--mute)', 'var(--loss)', 'var(--gain)'] },
        },
      },
    },
  });
}

/** How long lookups took, hits and misses of each tier. */
export function latencyChart(classes: Rows, latencies: Rows): HTMLElement {
  const values = classes.map((row) => ({
    us: 2 ** Number(row.log2_us),
    share: Number(row.accesses),
    what: `${String(row.tier)}, ${String(row.outcome)}`,
  }));
  return vegaChart({
    name: 'time of a lookup by tier and outcome',
    height: 210,
    caption:
      'Of a batch divided by its keys, in classes that double; a miss counts the looking only, not the computing.',
    table: plainTable(
      'microseconds of a lookup',
      ['tier and outcome', 'lookups', 'p50', 'p95', 'p99', 'longest'],
      latencies.map((row) => [
        `${String(row.tier)}, ${String(row.outcome)}`,
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
        y: { field: 'share', type: 'quantitative', title: 'lookups' },
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
