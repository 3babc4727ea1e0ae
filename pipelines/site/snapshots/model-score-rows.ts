import type { Database, Row } from '../../store/index.js';
import { significant } from './significant.js';

/** What a model says of one symbol, and why. */
export interface ModelScoreRow {
  readonly symbol: string;
  readonly score: number;
  /** That the symbol comes out above the middle; null with the verdict none. Then of how many like it, and their interval. */
  readonly probability: number | null;
  readonly like: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Return over the model's horizon, and its interval; null where it is not stated. */
  readonly expected: number | null;
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  /**
   * Feature and what it added to the score (to its log-odds for a probability), largest first: the first
   * is `expected`, what the others are added to; the last `others`, so that all add up. Empty for a model from elsewhere.
   */
  readonly parts: readonly (readonly [feature: string, contribution: number])[];
  /** Past cases most like it; only for the first and the last of the ranking. */
  readonly cases: readonly {
    readonly symbol: string;
    readonly date: string;
    readonly distance: number;
    readonly forward: number;
  }[];
}

/** Parts that are named; the sum of the rest is `others`. */
const NAMED_PARTS = 8;

/** Every symbol that a model scored in a run, best first. */
export async function modelScoreRows(
  database: Database,
  runId: string,
  model: string,
): Promise<readonly ModelScoreRow[]> {
  const key = [runId, model] as const;
  const rows = await database.rows(
    'SELECT * FROM predictions WHERE run_id = $1 AND model = $2 ORDER BY rank',
    key,
  );
  const parts = bySymbol(
    await database.rows('SELECT * FROM prediction_parts WHERE run_id = $1 AND model = $2', key),
  );
  const cases = bySymbol(
    await database.rows(
      `SELECT *, CAST(case_date AS VARCHAR) AS case_day FROM prediction_cases
       WHERE run_id = $1 AND model = $2 ORDER BY symbol, place`,
      key,
    ),
  );
  return rows.map((row) => ({
    symbol: String(row.symbol),
    score: Number(row.score),
    probability: significant(row.probability, 4),
    like: row.probability_n === null ? null : Number(row.probability_n),
    low: significant(row.probability_low, 4),
    high: significant(row.probability_high, 4),
    expected: significant(row.expected, 4),
    expectedLow: significant(row.expected_low, 4),
    expectedHigh: significant(row.expected_high, 4),
    parts: namedParts(parts.get(String(row.symbol)) ?? []),
    cases: (cases.get(String(row.symbol)) ?? []).map((one) => ({
      symbol: String(one.case_symbol),
      date: String(one.case_day),
      distance: Number(one.distance),
      forward: Number(one.forward_return),
    })),
  }));
}

function bySymbol(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const symbol = String(row.symbol);
    const group = groups.get(symbol);
    if (group) group.push(row);
    else groups.set(symbol, [row]);
  }
  return groups;
}

function namedParts(rows: readonly Row[]): ModelScoreRow['parts'] {
  const base = rows.find(({ feature }) => feature === '');
  if (!base) return [];
  const sorted = rows
    .filter((row) => row !== base)
    .map(({ feature, contribution }) => [String(feature), Number(contribution)] as const)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const rest = sorted.slice(NAMED_PARTS).reduce((sum, [, contribution]) => sum + contribution, 0);
  return [['expected', Number(base.contribution)], ...sorted.slice(0, NAMED_PARTS), ['others', rest]];
}
