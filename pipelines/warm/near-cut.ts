import type { Database } from '../store/index.js';

/** A symbol that one more day may carry over the cut of a named scan, either way. */
export interface NearCut {
  readonly symbol: string;
  readonly scan: string;
  readonly rank: number;
}

/** Results that `technic scan` shows unless it is told otherwise. */
export const SHOWN_RESULTS = 20;
/** Places on either side of the cut. */
const PLACES = 2;

/** Symbols that ranked next to the cut of a named scan in the last run, the nearest first. */
export async function nearCut(database: Database): Promise<NearCut[]> {
  const rows = await database.rows(
    `SELECT symbol, scan, rank FROM matches JOIN symbols USING (symbol_id)
     WHERE run_id = (SELECT run_id FROM runs ORDER BY finished_at DESC, run_id DESC LIMIT 1)
       AND rank BETWEEN $1 AND $2 ORDER BY abs(rank - $3), scan, rank`,
    [SHOWN_RESULTS - PLACES + 1, SHOWN_RESULTS + PLACES, SHOWN_RESULTS + 0.5],
  );
  return rows.map(({ symbol, scan, rank }) => ({
    symbol: String(symbol),
    scan: String(scan),
    rank: Number(rank),
  }));
}
