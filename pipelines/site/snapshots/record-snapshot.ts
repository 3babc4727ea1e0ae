import type { Database } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { significant } from './significant.js';

/** How the score did over the stored history at one horizon. */
export interface RecordRow {
  readonly subject: string;
  readonly horizon: number;
  /** Mean daily rank correlation with the forward return, null without enough days. */
  readonly meanIc: number | null;
  /** Standard error of that mean; allows for overlapping horizons. */
  readonly icStdErr: number | null;
  readonly days: number;
  readonly observations: number;
}

export interface DecileRow {
  readonly subject: string;
  readonly horizon: number;
  /** 1 has the lowest values, 10 the highest. */
  readonly decile: number;
  readonly meanReturn: number | null;
  readonly hitRate: number | null;
  readonly observations: number;
}

export interface RecordSnapshot {
  readonly records: readonly RecordRow[];
  readonly deciles: readonly DecileRow[];
}

/** What the score was worth before tonight, by horizon and by decile. */
export async function recordSnapshot(database: Database, facts: RunFacts): Promise<RecordSnapshot> {
  const records = await database.rows(
    "SELECT * FROM records WHERE run_id = $1 AND subject = 'score' ORDER BY horizon",
    [facts.runId],
  );
  const deciles = await database.rows(
    "SELECT * FROM deciles WHERE run_id = $1 AND subject = 'score' ORDER BY horizon, decile",
    [facts.runId],
  );
  return {
    records: records.map((row) => ({
      subject: String(row.subject),
      horizon: Number(row.horizon),
      meanIc: significant(row.mean_ic),
      icStdErr: significant(row.ic_std_err),
      days: Number(row.days),
      observations: Number(row.observations),
    })),
    deciles: deciles.map((row) => ({
      subject: String(row.subject),
      horizon: Number(row.horizon),
      decile: Number(row.decile),
      meanReturn: significant(row.mean_return),
      hitRate: significant(row.hit_rate),
      observations: Number(row.observations),
    })),
  };
}
