import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

type Rows = CacheSnapshot['causes'];

/** Nothing could have been done about these: what was asked for had never been seen. */
const NEW = ['cold', 'question', 'program', 'prices', 'version'];
const CAUSES = [...NEW, 'expired', 'evicted', 'damaged', 'unavailable'];
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
  const total = causes.reduce((sum, row) => sum + Number(row.accesses), 0);
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
  const [{ to: total }] = steps;
  const infinite = steps.find(({ step }) => step === 'an infinite cache')?.to ?? 0;
  return vegaChart({
    name: 'what became of all lookups',
    height: 26 * steps.length + 50,
    caption: `A cache that forgets nothing would have hit ${percent(total === 0 ? 0 : infinite / total)}: no size and no time to live can do better, for the rest had never been seen.`,
    table: plainTable(
      'lookups by outcome',
      ['outcome', 'lookups', 'share', 'seconds of computing'],
      ['hit', ...CAUSES].map((cause) => {
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

function sumOf(causes: Rows, cause: string, column: string): number {
  return causes.reduce(
    (sum, row) => (String(row.changed ?? row.cause) === cause ? sum + Number(row[column]) : sum),
    0,
  );
}
