import type { Database } from '../store/index.js';

/**
 * The Sharpe ratio of everything that was tried on a market from the command line: per bar, risk-free rate 0,
 * ddof 1; NaN where none is known, which is a try all the same.
 * @param market label of the prices.
 */
export async function readTries(database: Database, market: string): Promise<Float64Array> {
  const rows = await database.rows('SELECT sharpe FROM tries WHERE market = $1 ORDER BY signature', [market]);
  return Float64Array.from(rows, ({ sharpe }) => (typeof sharpe === 'number' ? sharpe : Number.NaN));
}
