import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['causes'];

/** Nothing could have been done about these: what was asked for had never been seen. */
const NEW = ['cold', 'question', 'program', 'prices', 'version'];
const CAUSES = [...NEW, 'expired', 'evicted', 'damaged', 'unavailable'];
const ALL = ['hit', ...CAUSES];
const WORDS: Readonly<Record<string, string>> = {
  cold: 'never seen before',
  program: 'the program changed',
  prices: 'the prices changed',
  question: 'something else was asked',
  version: 'question, data or code changed',
  expired: 'its time was up',
  evicted: 'made room for others',
  damaged: 'damaged',
  unavailable: 'store out of reach',
};

/** A bar of the waterfall, in lookups. */
export interface MissStep {
  readonly step: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'all' | 'miss' | 'hit';
}

/**
 * From all lookups down to the hits: what each cause of a miss took away, and in between what a cache that
 * forgets nothing would have hit. Causes that took nothing are left out.
 */
export function missSteps(causes: Rows): MissStep[] {
  const total = sumOver(causes, ALL, 'accesses');
  let left = total;
  const steps: MissStep[] = [{ step: 'all lookups', from: 0, to: total, kind: 'all' }];
  for (const cause of CAUSES) {
    const taken = sumOf(causes, cause, 'accesses');
    if (taken > 0) steps.push({ step: WORDS[cause], from: left - taken, to: left, kind: 'miss' });
    left -= taken;
    if (cause === NEW.at(-1)) steps.push({ step: 'an infinite cache', from: 0, to: left, kind: 'all' });
  }
  return [...steps, { step: 'hits', from: 0, to: left, kind: 'hit' }];
}

/** The waterfall of misses. */
export function causesChart(causes: Rows): HTMLElement {
  const steps = missSteps(causes);
  const total = sumOver(causes, ALL, 'accesses');
  return vegaChart({
    name: 'what became of all lookups',
    height: 26 * steps.length + 50,
    caption: infiniteWords(causes),
    table: plainTable(
      'lookups by outcome',
      ['outcome', 'lookups', 'share', 'seconds of computing'],
      ALL.map((cause) => {
        const accesses = sumOf(causes, cause, 'accesses');
        return [
          cause === 'hit' ? 'hits' : WORDS[cause],
          count(accesses),
          percent(total === 0 ? null : accesses / total),
          duration(sumOf(causes, cause, 'cost_seconds')),
        ];
      }),
    ),
    spec: {
      width: 'container',
      height: { step: 24 },
      data: { values: steps },
      mark: 'bar',
      encoding: {
        y: { field: 'step', type: 'nominal', sort: null, title: null },
        x: { field: 'from', type: 'quantitative', title: 'lookups', axis: { tickCount: 8 } },
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

/** What no size and no time to live can better, by lookups and by what they are worth. */
export function infiniteWords(causes: Rows): string {
  const share = (of: readonly string[], column: string) =>
    sumOver(causes, of, column) / sumOver(causes, ALL, column);
  const known = ALL.filter((cause) => !NEW.includes(cause));
  const hits = `${percent(share(['hit'], 'accesses'))} of lookups hit, worth ${percent(share(['hit'], 'cost_seconds'))} of the computing time`;
  const best = `${percent(share(known, 'accesses'))} and ${percent(share(known, 'cost_seconds'))}`;
  return `${hits}. A cache that forgets nothing would have come to ${best}: no size and no time to live can do better, for the rest had never been seen.`;
}

function sumOver(causes: Rows, of: readonly string[], column: string): number {
  return of.reduce((sum, cause) => sum + sumOf(causes, cause, column), 0);
}

function sumOf(causes: Rows, cause: string, column: string): number {
  return causes.reduce(
    (sum, row) => (String(row.changed ?? row.cause) === cause ? sum + Number(row[column]) : sum),
    0,
  );
}
