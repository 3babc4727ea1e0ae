import type { Adjustment } from '../../../models/bars/index.js';
import { contentKey } from '../../cache/index.js';
import { barDigestsUntil, type Market, type SymbolRecord } from '../../market/index.js';
import type { Database } from '../../store/index.js';

/** A market as it was on a session: what a scan of that session depended on, and nothing that came later. */
export interface MarketIdentity {
  /**
   * By the symbol's index: text that differs wherever its bars, actions, labels or membership differ; undefined
   * where it has no bar by then.
   */
  readonly symbols: readonly (string | undefined)[];
  /** Key that differs wherever sessions or the benchmark differ. */
  readonly surroundings: string;
}

/** Reads what tells a market as it was on a session from others. */
export async function identifyMarket(
  database: Database,
  market: Market,
  until: number,
  adjust: Adjustment,
): Promise<MarketIdentity> {
  const digests = await barDigestsUntil(database, until);
  const { sessions, benchmark, symbols } = market;
  const known = countUntil(benchmark.time, until);
  return {
    symbols: symbols.map((record) => {
      const found = digests.get(record.index);
      return found && `${found.bars} ${found.digest} ${textUntil(record, until, adjust)}`;
    }),
    surroundings: contentKey([
      sessions.subarray(0, countUntil(sessions, until)),
      benchmark.time.subarray(0, known),
      benchmark.close.subarray(0, known),
    ]),
  };
}

/** How many of ascending times are not later than one of them. */
export function countUntil(times: Float64Array, until: number): number {
  let count = times.length;
  while (count > 0 && times[count - 1] > until) count--;
  return count;
}

/** Whether an action that an adjustment takes into account came after one time, and not after another. */
export function hasAction(
  { actions }: SymbolRecord,
  adjust: Adjustment,
  after: number,
  until: number,
): boolean {
  return actions.some(({ exTime, kind }) => exTime > after && exTime <= until && isApplied(kind, adjust));
}

function textUntil(record: SymbolRecord, until: number, adjust: Adjustment): string {
  const { symbol, sector, industry, isBenchmark, actions, membership } = record;
  const applied = actions.filter(({ exTime, kind }) => exTime <= until && isApplied(kind, adjust));
  const intervals = membership
    ?.filter(({ start }) => start <= until)
    .map(({ start, end }) => [start, end > until ? 'open' : end]);
  const effects = applied.map(({ exTime, kind, factor }) => [exTime, kind, factor]);
  return JSON.stringify([symbol, sector, industry, isBenchmark, intervals, effects]);
}

function isApplied(kind: 'split' | 'dividend', adjust: Adjustment): boolean {
  return adjust === 'all' || (adjust === 'splits' && kind === 'split');
}
