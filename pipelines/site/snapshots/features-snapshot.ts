import { type Database, queryColumns } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { pivot } from './results-snapshot.js';
import { unknownColumn } from './unknown-column.js';

export interface FeatureColumn {
  readonly feature: string;
  readonly title: string;
  readonly family: string;
  readonly unit: string;
  readonly expression: string;
  /** One value a row of the results snapshot; null where it is unknown. */
  readonly values: readonly (number | null)[];
}

/** Every feature of every symbol at the as-of date, in the row order of the results snapshot. */
export async function featuresSnapshot(database: Database, facts: RunFacts): Promise<FeatureColumn[]> {
  const results = await queryColumns(
    database,
    'SELECT symbol_id FROM results WHERE run_id = $1 ORDER BY symbol_id',
    [facts.runId],
  );
  const rowOf = new Map((results.symbol_id as number[]).map((id, row) => [id, row]));
  const cells = await queryColumns(
    database,
    'SELECT feature, symbol_id, value FROM feature_values WHERE run_id = $1',
    [facts.runId],
  );
  const columns = pivot(cells.feature, cells.symbol_id, cells.value, rowOf);
  const records = await database.rows(
    'SELECT feature, title, family, unit, expression FROM features WHERE run_id = $1',
    [facts.runId],
  );
  return records.map((record) => ({
    feature: String(record.feature),
    title: String(record.title),
    family: String(record.family),
    unit: String(record.unit),
    expression: String(record.expression),
    values: columns[String(record.feature)] ?? unknownColumn(rowOf.size),
  }));
}
