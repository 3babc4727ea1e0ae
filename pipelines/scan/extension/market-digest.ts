import type { Adjustment } from '../../../models/bars/index.js';
import { isoDate } from '../../../models/bars/index.js';
import type { Market, SymbolRecord } from '../../market/index.js';
import { type Database, streamDoubles } from '../../store/index.js';

/** What a market was on some earlier session, as far as a scan of it depends on that. */
export interface MarketDigest {
  /** Sessions up to that one. */
  readonly sessions: number;
  /** By the symbol's index: bars up to that session. */
  readonly bars: Int32Array;
  /** Text that differs wherever bars, actions, labels, membership, benchmark or sessions differ. */
  readonly parts: readonly (string | Float64Array)[];
}

/**
 * Digests a market as it was on a session: what a scan of that session depended on, and nothing that came later.
 * The bars are digested by the database, as the sum of a 64-bit hash of each, in a hundredth of the time that
 * reading them takes.
 */
export async function digestMarket(
  database: Database,
  market: Market,
  until: number,
  adjust: Adjustment,
): Promise<MarketDigest> {
  const bars = new Int32Array(market.symbols.length);
  const digests = new Map<number, string>();
  // A digest is read as two numbers below 2^48, which doubles hold exactly.
  const sql = `WITH digests AS (
      SELECT symbol_id, count(*) AS bars, sum(hash(date, open, high, low, close, volume)) AS digest
      FROM bars WHERE date <= $1::DATE GROUP BY symbol_id
    )
    SELECT symbol_id::DOUBLE, bars::DOUBLE,
           (digest % 281474976710656)::DOUBLE, (digest // 281474976710656)::DOUBLE
    FROM digests`;
  for await (const { rows, columns } of streamDoubles(database, sql, [isoDate(until)])) {
    const [ids, counts, low, high] = columns;
    for (let row = 0; row < rows; row++) {
      bars[ids[row]] = counts[row];
      digests.set(ids[row], `${high[row]} ${low[row]}`);
    }
  }
  const known = market.symbols.filter(({ index }) => bars[index] > 0);
  const sessions = countUntil(market.sessions, until);
  const benchmarks = countUntil(market.benchmark.time, until);
  return {
    sessions,
    bars,
    parts: [
      market.sessions.subarray(0, sessions),
      market.benchmark.time.subarray(0, benchmarks),
      market.benchmark.close.subarray(0, benchmarks),
      ...known.map(
        (record) =>
          `${bars[record.index]} ${digests.get(record.index)} ${identityUntil(record, until, adjust)}`,
      ),
    ],
  };
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
