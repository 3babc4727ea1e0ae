import { isoDate } from '../../models/bars/index.js';
import { type Database, streamDoubles } from '../store/index.js';

/** What a symbol's bars up to some session are, in short. */
export interface BarDigest {
  readonly bars: number;
  /** Differs wherever a bar differs. */
  readonly digest: string;
}

const BAR_HASH = 'hash(date, open, high, low, close, volume)';

/**
 * Digests the bars of each symbol: their number, and the sum of a 64-bit hash of each. Whoever changes bars has to
 * call it afterwards, as an ingest does.
 */
export async function storeBarDigests(database: Database): Promise<void> {
  await database.run('DELETE FROM bar_digests');
  await database.run(
    `INSERT INTO bar_digests SELECT symbol_id, count(*), sum(${BAR_HASH}) FROM bars GROUP BY symbol_id`,
  );
}

/**
 * Digests of the bars up to a session, by the symbol's index; symbols that have none are left out. Only the bars
 * after it are read, and taken away from what is stored: with one session that took 1 ms
 * of processor time instead of 90 on 5,126 symbols, and 13 instead of 22 on the S&P 500.
 */
export async function barDigestsUntil(
  database: Database,
  until: number,
): Promise<ReadonlyMap<number, BarDigest>> {
  const found = new Map<number, BarDigest>();
  // A digest is read as two numbers below 2^48, which doubles hold exactly.
  const sql = `WITH later AS (
      SELECT symbol_id, count(*) AS bars, sum(${BAR_HASH}) AS digest
      FROM bars WHERE date > $1::DATE GROUP BY symbol_id
    ), earlier AS (
      SELECT symbol_id, d.bars - coalesce(l.bars, 0) AS bars, d.digest - coalesce(l.digest, 0) AS digest
      FROM bar_digests d LEFT JOIN later l USING (symbol_id)
    )
    SELECT symbol_id::DOUBLE, bars::DOUBLE,
           (digest % 281474976710656)::DOUBLE, (digest // 281474976710656)::DOUBLE
    FROM earlier WHERE bars > 0`;
  for await (const { rows, columns } of streamDoubles(database, sql, [isoDate(until)])) {
    const [ids, counts, low, high] = columns;
    for (let row = 0; row < rows; row++) {
      found.set(ids[row], { bars: counts[row], digest: `${high[row]} ${low[row]}` });
    }
  }
  return found;
}
