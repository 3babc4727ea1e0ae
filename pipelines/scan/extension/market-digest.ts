import type { Adjustment } from '../../../models/bars/index.js';
import { barDigestsUntil, type Market, type SymbolRecord } from '../../market/index.js';
import type { Database } from '../../store/index.js';

/**
 * Digests a market as it was on a session: what a scan of that session depended on, and nothing that came later.
 * @returns parts that differ wherever bars, actions, labels, membership, benchmark or sessions differ.
 */
export async function digestMarket(
  database: Database,
  market: Market,
  until: number,
  adjust: Adjustment,
): Promise<readonly (string | Float64Array)[]> {
  const digests = await barDigestsUntil(database, until);
  const sessions = countUntil(market.sessions, until);
  const benchmarks = countUntil(market.benchmark.time, until);
  return [
    market.sessions.subarray(0, sessions),
    market.benchmark.time.subarray(0, benchmarks),
    market.benchmark.close.subarray(0, benchmarks),
    ...market.symbols.flatMap((record) => {
      const found = digests.get(record.index);
      return found ? [`${found.bars} ${found.digest} ${identityUntil(record, until, adjust)}`] : [];
    }),
  ];
}

/** How many of ascending times are not later than one of them. */
export function countUntil(times: Float64Array, until: number): number {
  let count = times.length;
  while (count > 0 && times[count - 1] > until) count--;
  return count;
}

function identityUntil(record: SymbolRecord, until: number, adjust: Adjustment): string {
  const { symbol, sector, industry, isBenchmark, actions, membership } = record;
  const applied = actions.filter(({ exTime, kind }) => exTime <= until && isApplied(kind, adjust));
  const intervals = membership
    ?.filter(({ start }) => start <= until)
    .map(({ start, end }) => [start, end > until ? 'open' : end]);
  const effects = applied.map(({ exTime, kind, factor }) => [exTime, kind, factor]);
  return JSON.stringify([symbol, sector, industry, isBenchmark, intervals, effects]);
}

/** Whether an adjustment takes an action into account. */
export function isApplied(kind: 'split' | 'dividend', adjust: Adjustment): boolean {
  return adjust === 'all' || (adjust === 'splits' && kind === 'split');
}
