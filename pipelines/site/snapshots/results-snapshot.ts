import { type Database, queryColumns } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { significant } from './significant.js';
import { sparks } from './sparks.js';
import { unknownColumn } from './unknown-column.js';

/** The whole table of one run as columns, in ASCII order of symbol; row i is the same symbol in all. */
export interface ResultsSnapshot {
  readonly asOf: string;
  readonly runId: string;
  readonly ids: readonly number[];
  readonly symbols: readonly string[];
  readonly names: readonly (string | null)[];
  readonly sectors: readonly (string | null)[];
  /** The symbol's own last bar; before `asOf` for a halted or delisted one. */
  readonly dates: readonly string[];
  readonly ranks: readonly (number | null)[];
  readonly scores: readonly (number | null)[];
  /** Rank in the run before, null for a symbol that was not there. */
  readonly previousRanks: readonly (number | null)[];
  readonly closes: readonly (number | null)[];
  /** Close to close over one bar, a fraction. */
  readonly changes: readonly (number | null)[];
  /** Family of the rating to its part of the score. */
  readonly families: Readonly<Record<string, readonly (number | null)[]>>;
  /** The last closes scaled to 0…61, one letter each (see `sparks`). */
  readonly sparks: readonly string[];
  /** Named scan to the rows that match it, best first. */
  readonly matches: Readonly<Record<string, readonly number[]>>;
}

/** The table of a run, with what changed since the run before. */
export async function resultsSnapshot(database: Database, facts: RunFacts): Promise<ResultsSnapshot> {
  const table = await queryColumns(
    database,
    `SELECT r.symbol_id, r.symbol, s.name, s.sector, CAST(r.date AS VARCHAR) AS date, r.rank, r.score,
       p.rank AS previous_rank
     FROM results r JOIN symbols s USING (symbol_id)
     LEFT JOIN results p ON p.run_id = $2 AND p.symbol = r.symbol
     WHERE r.run_id = $1 ORDER BY r.symbol_id`,
    [facts.runId, facts.previousRunId],
  );
  const ids = table.symbol_id as number[];
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const prices = await sparks(database, facts.asOf, rowOf);
  return {
    asOf: facts.asOf,
    runId: facts.runId,
    ids,
    symbols: table.symbol as string[],
    names: table.name as (string | null)[],
    sectors: table.sector as (string | null)[],
    dates: table.date as string[],
    ranks: table.rank as (number | null)[],
    scores: table.score.map((value) => significant(value)),
    previousRanks: table.previous_rank as (number | null)[],
    closes: prices.closes,
    changes: prices.changes,
    families: await familyColumns(database, facts.runId, rowOf),
    sparks: prices.sparks,
    matches: await matchRows(database, facts.runId, rowOf),
  };
}

async function familyColumns(
  database: Database,
  runId: string,
  rowOf: ReadonlyMap<number, number>,
): Promise<Record<string, (number | null)[]>> {
  const parts = await queryColumns(
    database,
    'SELECT family, symbol_id, contribution FROM contributions WHERE run_id = $1 ORDER BY family',
    [runId],
  );
  return pivot(parts.family, parts.symbol_id, parts.contribution, rowOf);
}

/** Long form (key, symbol, value) to one column a key; an absent cell is null. */
export function pivot(
  keys: readonly unknown[],
  ids: readonly unknown[],
  values: readonly unknown[],
  rowOf: ReadonlyMap<number, number>,
): Record<string, (number | null)[]> {
  const columns = new Map<string, (number | null)[]>();
  for (let i = 0; i < keys.length; i++) {
    const key = String(keys[i]);
    const row = rowOf.get(ids[i] as number);
    if (row === undefined) continue;
    let column = columns.get(key);
    if (column === undefined) {
      column = unknownColumn(rowOf.size);
      columns.set(key, column);
    }
    column[row] = significant(values[i]);
  }
  return Object.fromEntries(columns);
}

async function matchRows(
  database: Database,
  runId: string,
  rowOf: ReadonlyMap<number, number>,
): Promise<Record<string, number[]>> {
  const rows = await database.rows(
    'SELECT scan, symbol_id FROM matches WHERE run_id = $1 ORDER BY scan, rank',
    [runId],
  );
  const matches = new Map<string, number[]>();
  for (const { scan, symbol_id: id } of rows) {
    const row = rowOf.get(Number(id));
    const list = matches.get(String(scan)) ?? [];
    if (row !== undefined) list.push(row);
    matches.set(String(scan), list);
  }
  return Object.fromEntries(matches);
}
