import type { Regime } from '../../models/ratings/index.js';
import type { Market } from '../market/index.js';
import { mergeSignals } from './merge-signals.js';
import type { Findings } from './outcome-value.js';
import type { CacheUse } from './scan-cache.js';
import type { FromWorker } from './scan-messages.js';
import type { Match, ScanOutcome, ScoreRecord } from './scan-outcome.js';
import type { ScanPlan } from './scan-plan.js';

export type FinishedPart = Extract<FromWorker, { type: 'finished' }>;

/** Puts the workers' parts together; the result does not depend on how symbols were spread. */
export function gatherFindings(
  { symbols: { length: symbols } }: Market,
  plan: ScanPlan,
  finished: readonly FinishedPart[],
  records: readonly ScoreRecord[],
): Findings {
  const lastBar = new Float64Array(symbols).fill(Number.NaN);
  const isCurrent = new Uint8Array(symbols);
  const columns = new Map(
    Object.keys(plan.sources).map((name) => [name, new Float64Array(symbols).fill(Number.NaN)]),
  );
  for (const part of finished) {
    part.symbols.forEach((symbol, row) => {
      lastBar[symbol] = part.lastBar[row];
      isCurrent[symbol] = part.isCurrent[row];
      let column = 0;
      for (const values of columns.values()) values[symbol] = part.values[row * columns.size + column++];
    });
  }
  return {
    scanned: finished.reduce((sum, part) => sum + part.symbols.length, 0),
    failures: finished.flatMap((part) => part.failures).sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    lastBar,
    isCurrent,
    numbers: columns,
    signals: mergeSignals(finished.map((part) => part.signals)),
    records,
  };
}

/** Ranks and matches from what was found. */
export function gatherOutcome(given: {
  readonly market: Market;
  readonly plan: ScanPlan;
  readonly findings: Findings;
  readonly workers: number;
  readonly regimes: { readonly time: Float64Array; readonly regime: readonly Regime[] };
  readonly cache: CacheUse;
}): ScanOutcome {
  const { market, plan, findings, workers, regimes, cache } = given;
  const { isCurrent, numbers } = findings;
  const current = market.symbols.map(({ index }) => index).filter((index) => isCurrent[index] === 1);
  return {
    ...findings,
    market,
    plan,
    universe: market.symbols.filter(({ isBenchmark }) => !isBenchmark).length,
    ranking: rankByScore(current, numbers.get('score')),
    matches: new Map(plan.scans.map((scan) => [scan.name, matchesOf(scan, current, numbers)])),
    regimes,
    workers,
    cache,
  };
}

function rankByScore(current: readonly number[], score: Float64Array | undefined): number[] {
  if (!score) return [];
  return current
    .filter((index) => score[index] === score[index])
    .sort((a, b) => score[b] - score[a] || a - b);
}

/** Matches on the as-of session, best rank value first; unknown values last; ties in ASCII order. */
function matchesOf(
  scan: ScanPlan['scans'][number],
  current: readonly number[],
  columns: ReadonlyMap<string, Float64Array>,
): Match[] {
  const condition = columns.get(scan.conditionOutput);
  const rank = columns.get(scan.rankOutput);
  if (!condition || !rank) return [];
  const order = (index: number) => (rank[index] === rank[index] ? rank[index] : Number.NEGATIVE_INFINITY);
  return current
    .filter((index) => condition[index] === 1)
    .sort((a, b) => order(b) - order(a) || a - b)
    .map((symbol, position) => ({ symbol, rank: position + 1, rankValue: rank[symbol] }));
}
