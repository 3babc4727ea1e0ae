import type { Database } from '../store/index.js';

/** A day's return beyond this is a split or a bad tick more often than a move; it is left out of the mean. */
const RETURN_LIMIT = 0.5;

/**
 * Returns are added up as multiples of 2^-60: sums of integers do not depend on the order, which threads make a
 * matter of chance, so the same prices give the same bits and a further day leaves those before as they are.
 */
const FIXED_POINT = 2 ** 60;

/**
 * Fills the table `benchmark`: the symbol marked as benchmark where there is one, else the equal-weighted
 * mean daily return of the universe, chained from 100 (prices as stored, returns beyond ±50 % left out).
 */
export async function storeBenchmark(database: Database): Promise<void> {
  await database.run('DELETE FROM benchmark');
  const [marked] = await database.rows('SELECT symbol_id, symbol FROM symbols WHERE is_benchmark LIMIT 1');
  if (marked) {
    await database.run(
      'INSERT INTO benchmark SELECT date, close, $2 FROM bars WHERE symbol_id = $1 ORDER BY date',
      [marked.symbol_id, marked.symbol],
    );
    return;
  }
  await database.run(
    `INSERT INTO benchmark
     WITH adjusted AS (
       SELECT b.symbol_id, b.date, b.close,
              lag(b.close) OVER w AS previous, coalesce(a.factor, 1) AS factor
       FROM bars b
       LEFT JOIN (SELECT symbol_id, ex_date, product(factor) AS factor FROM actions GROUP BY ALL) a
         ON a.symbol_id = b.symbol_id AND a.ex_date = b.date
       WINDOW w AS (PARTITION BY b.symbol_id ORDER BY b.date)
     ), returns AS (
       SELECT date, close / (previous * factor) - 1 AS change FROM adjusted WHERE previous IS NOT NULL
     ), daily AS (
       SELECT date, sum((change * $2)::HUGEINT) / $2 / count(*) AS change
       FROM returns WHERE abs(change) <= $1 GROUP BY date
     )
     SELECT date, 100 * exp(sum((ln(1 + change) * $2)::HUGEINT) OVER (ORDER BY date) / $2), 'equal-weighted universe'
     FROM daily
     ORDER BY date`,
    [RETURN_LIMIT, FIXED_POINT],
  );
}
