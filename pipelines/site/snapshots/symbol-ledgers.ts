import { type Database, queryColumns } from '../../store/index.js';
import { significant } from './significant.js';

/** The signals of one symbol, oldest first, with what became of them; row i is the same signal in all. */
export interface SymbolLedger {
  readonly scans: string[];
  readonly dates: string[];
  readonly directions: string[];
  /** Gain for the signal's own side against the benchmark after 1, 5, 10, 21 bars; null until due. */
  readonly gains: Record<string, (number | null)[]>;
}

const HORIZONS = [1, 5, 10, 21];

/** The ledger by symbol; a symbol that never gave a signal is absent. */
export async function symbolLedgers(database: Database): Promise<Map<string, SymbolLedger>> {
  const gains = HORIZONS.map(
    (horizon) =>
      `max(CASE s.direction WHEN 'long' THEN 1 ELSE -1 END * (o.forward_return - coalesce(o.benchmark_return, 0)))
       FILTER (o.horizon = ${horizon}) AS h${horizon}`,
  );
  const rows = await queryColumns(
    database,
    `SELECT s.symbol, s.scan, CAST(s.date AS VARCHAR) AS date, s.direction, ${gains.join(', ')}
     FROM signals s LEFT JOIN outcomes o USING (scan, symbol, date)
     GROUP BY s.symbol, s.scan, s.date, s.direction ORDER BY s.symbol, s.date, s.scan`,
  );
  const ledgers = new Map<string, SymbolLedger>();
  rows.symbol.forEach((symbol, i) => {
    const ledger = ledgers.get(String(symbol)) ?? emptyLedger();
    ledgers.set(String(symbol), ledger);
    ledger.scans.push(String(rows.scan[i]));
    ledger.dates.push(String(rows.date[i]));
    ledger.directions.push(String(rows.direction[i]));
    for (const horizon of HORIZONS) ledger.gains[horizon].push(significant(rows[`h${horizon}`][i], 4));
  });
  return ledgers;
}

function emptyLedger(): SymbolLedger {
  return {
    scans: [],
    dates: [],
    directions: [],
    gains: Object.fromEntries(HORIZONS.map((horizon) => [horizon, []])),
  };
}
