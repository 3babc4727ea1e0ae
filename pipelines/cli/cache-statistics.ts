import type { CacheReport, CacheTier, measureSizes } from '../cache/index.js';
import type { Row } from '../store/index.js';
import { byteWords } from './byte-words.js';
import { print } from './output.js';
import { formatNumber, formatTable } from './table.js';

/** The document of `technic cache stats --json`. Ratios are fractions, null without lookups or cost. */
export interface CacheStatistics {
  readonly tier: CacheTier;
  /** Whether the store could be opened. */
  readonly isAnswering: boolean;
  readonly lookups: number;
  readonly hits: number;
  readonly hitRatio: number | null;
  /** By seconds of computing; those of a scan contain those of its features, which count under their kind as well. */
  readonly costHitRatio: number | null;
  readonly secondsSaved: number;
  /** Vendor responses that came from the cache. Files already downloaded are not among them. */
  readonly vendorCallsSaved: number;
  readonly byKindAndTier: readonly Row[];
  readonly latencies: readonly Row[];
  /** Misses by kind and cause. */
  readonly causes: readonly Row[];
  /** What the store holds now. */
  readonly held: Awaited<ReturnType<typeof measureSizes>>;
  readonly warming: CacheReport['warming'];
  readonly events: readonly Row[];
  readonly advice: readonly string[];
  /** The advice as a section of the config; null where nothing is to be changed. */
  readonly settings: string | null;
}

/** Sums a report up. */
export function cacheStatistics(
  report: CacheReport,
  store: Pick<CacheStatistics, 'tier' | 'isAnswering' | 'held'>,
): CacheStatistics {
  const sum = (rows: readonly Row[], column: string): number =>
    rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
  const lookups = sum(report.kindByTier, 'accesses');
  const hits = sum(report.kindByTier, 'hits');
  const savedSeconds = sum(report.kindByTier, 'seconds_saved');
  const costSeconds = sum(report.causes, 'cost_seconds');
  return {
    ...store,
    lookups,
    hits,
    hitRatio: lookups === 0 ? null : hits / lookups,
    costHitRatio: costSeconds === 0 ? null : savedSeconds / costSeconds,
    secondsSaved: savedSeconds,
    vendorCallsSaved: sum(
      report.kindByTier.filter(({ kind }) => kind === 'vendor'),
      'hits',
    ),
    byKindAndTier: report.kindByTier,
    latencies: report.latencies,
    causes: report.causes.filter(({ cause }) => cause !== 'hit'),
    warming: report.warming,
    events: report.events,
    advice: report.advice,
    settings: report.settings,
  };
}

/** Prints them as tables. */
export function printStatistics(stats: CacheStatistics): void {
  const { tier, isAnswering, held, lookups } = stats;
  const bytes = held.reduce((sum, size) => sum + size.bytes, 0);
  const entries = held.reduce((sum, size) => sum + size.entries, 0);
  print(
    isAnswering
      ? `cache (${tier}): ${entries} values, ${byteWords(bytes)}`
      : `cache (${tier}): ${tier === 'none' ? 'switched off in the config' : 'the store does not answer'}`,
  );
  for (const { kind, entries: count, bytes: size } of held)
    print(`  ${kind}: ${count} values, ${byteWords(size)}`);
  if (lookups === 0) {
    print('nothing has been asked of the cache yet: "npx technic nightly" or "npx technic scan" does');
    return;
  }
  print(
    `${stats.hits} of ${lookups} lookups hit (${percent(stats.hitRatio)}; ${percent(stats.costHitRatio)} of the computing); ` +
      `${stats.secondsSaved.toFixed(1)} s of computing and ${stats.vendorCallsSaved} vendor calls saved`,
  );
  table('kind', stats.byKindAndTier, ['kind', 'tier'], {
    lookups: (row) => String(row.accesses),
    hits: (row) => percent(row.hit_ratio),
    'of cost': (row) => percent(row.cost_hit_ratio),
    read: (row) => byteWords(Number(row.bytes_read)),
    written: (row) => byteWords(Number(row.bytes_written)),
    's saved': (row) => formatNumber(Number(row.seconds_saved), 1),
  });
  table('misses', stats.causes, ['kind', 'cause', 'changed'], {
    misses: (row) => String(row.accesses),
    's spent': (row) => formatNumber(Number(row.cost_seconds), 1),
  });
  table('latency', stats.latencies, ['tier', 'outcome'], {
    lookups: (row) => String(row.accesses),
    'p50 µs': (row) => formatNumber(Number(row.p50_us), 1),
    'p95 µs': (row) => formatNumber(Number(row.p95_us), 1),
    'p99 µs': (row) => formatNumber(Number(row.p99_us), 1),
  });
  table('warmed', stats.warming.candidates, ['candidate', 'reason', 'last'], {
    times: (row) => String(row.times),
    used: (row) => String(row.times_used),
    's spent': (row) => formatNumber(Number(row.seconds_spent), 1),
    's saved': (row) => formatNumber(Number(row.seconds_saved), 1),
  });
  for (const row of stats.events)
    print(`trouble in run ${row.run_id}: ${row.event}: ${row.detail} (${row.count} times)`);
  for (const line of stats.advice) print(line);
  if (stats.settings !== null) print(`in technic.config.ts: ${stats.settings}`);
}

function table(
  title: string,
  rows: readonly Row[],
  names: readonly string[],
  figures: Readonly<Record<string, (row: Row) => string>>,
): void {
  if (rows.length === 0) return;
  const columns = [
    ...names.map((name, i) => ({ title: i === 0 ? title : name, align: 'left' as const })),
    ...Object.keys(figures).map((name) => ({ title: name, align: 'right' as const })),
  ];
  const cells = rows.map((row) => [
    ...names.map((name) => String(row[name] ?? '-')),
    ...Object.values(figures).map((figure) => figure(row)),
  ]);
  print(`\n${formatTable(columns, cells)}\n`);
}

function percent(ratio: unknown): string {
  return typeof ratio === 'number' && Number.isFinite(ratio) ? `${(100 * ratio).toFixed(1)} %` : '-';
}
