import { type Database, queryColumns, type Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import type { ResultsSnapshot } from './results-snapshot.js';
import { unknownColumn } from './unknown-column.js';

/** A run that tonight's can be held against. */
export interface EarlierRun {
  /** Its stamp: run_id, as_of, data_hash, code_version, source, symbols, failed, regime, trials. */
  readonly run: Row;
  /** Rank of each row of tonight's results in that run, null for a symbol that had none. */
  readonly ranks: readonly (number | null)[];
  /** Named scan to the symbols that matched then. */
  readonly matches: Readonly<Record<string, readonly string[]>>;
}

/** Ranks that are shipped at most, over all runs: about 0.4 MB packed. */
const CELLS = 150_000;
const MOST_RUNS = 60;

/** The runs before tonight's, newest first: as many as the page can carry. */
export async function changesSnapshot(
  database: Database,
  facts: RunFacts,
  results: ResultsSnapshot,
): Promise<readonly EarlierRun[]> {
  const most = Math.max(1, Math.min(MOST_RUNS, Math.floor(CELLS / Math.max(1, results.ids.length))));
  const runs = await database.rows(
    `SELECT run_id, CAST(as_of AS VARCHAR) AS as_of, data_hash, code_version, source, symbols, failed, regime, trials
     FROM runs WHERE run_id < $1 ORDER BY run_id DESC LIMIT $2`,
    [facts.runId, most],
  );
  if (runs.length === 0) return [];
  const since = String(runs[runs.length - 1].run_id);
  const ranks = await ranksByRun(database, since, facts.runId, results);
  const matches = await matchesByRun(database, since, facts.runId);
  return runs.map((run) => ({
    run,
    ranks: ranks.get(String(run.run_id)) ?? unknownColumn(results.ids.length),
    matches: Object.fromEntries(matches.get(String(run.run_id)) ?? []),
  }));
}

async function ranksByRun(
  database: Database,
  since: string,
  before: string,
  { symbols }: ResultsSnapshot,
): Promise<ReadonlyMap<string, (number | null)[]>> {
  const cells = await queryColumns(
    database,
    'SELECT run_id, symbol, rank FROM results WHERE run_id >= $1 AND run_id < $2',
    [since, before],
  );
  const rowOf = new Map(symbols.map((symbol, row) => [symbol, row]));
  const ranks = new Map<string, (number | null)[]>();
  for (let i = 0; i < cells.run_id.length; i++) {
    const id = String(cells.run_id[i]);
    const row = rowOf.get(String(cells.symbol[i]));
    const column = ranks.get(id) ?? unknownColumn(symbols.length);
    if (row !== undefined) column[row] = cells.rank[i] as number | null;
    ranks.set(id, column);
  }
  return ranks;
}

async function matchesByRun(
  database: Database,
  since: string,
  before: string,
): Promise<ReadonlyMap<string, Map<string, string[]>>> {
  const rows = await database.rows(
    `SELECT m.run_id, m.scan, r.symbol FROM matches m JOIN results r USING (run_id, symbol_id)
     WHERE m.run_id >= $1 AND m.run_id < $2 ORDER BY m.run_id, m.scan, r.symbol`,
    [since, before],
  );
  const runs = new Map<string, Map<string, string[]>>();
  for (const { run_id: id, scan, symbol } of rows) {
    const scans = runs.get(String(id)) ?? new Map<string, string[]>();
    scans.set(String(scan), [...(scans.get(String(scan)) ?? []), String(symbol)]);
    runs.set(String(id), scans);
  }
  return runs;
}
