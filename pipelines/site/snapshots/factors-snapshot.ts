import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { significant } from './significant.js';

/** What a feature was worth at one horizon over the stored history, before costs. */
export interface FactorHorizonRow {
  /** Bars. */
  readonly horizon: number;
  /** Mean daily rank IC and its standard error, which allows for overlap; null where unknown. */
  readonly ic: number | null;
  readonly error: number | null;
  readonly days: number;
  readonly observations: number;
  /** Mean forward return, share above zero and observations of each decile, lowest values first. */
  readonly deciles: readonly (readonly [number | null, number | null, number])[];
}

export interface FactorSliceRow {
  readonly kind: string;
  readonly slice: string;
  readonly ic: number | null;
  readonly error: number | null;
  readonly days: number;
}

export interface FactorRow {
  readonly subject: string;
  readonly horizons: readonly FactorHorizonRow[];
  /** At 10 bars. */
  readonly slices: readonly FactorSliceRow[];
  /** Share of the highest and lowest decile that is new since `lag` sessions before. */
  readonly turnover: readonly {
    readonly lag: number;
    readonly top: number | null;
    readonly bottom: number | null;
  }[];
  readonly coverage: number | null;
}

/** The tear sheet of every feature and of the score. */
export async function factorsSnapshot(database: Database, facts: RunFacts): Promise<readonly FactorRow[]> {
  const bySubject = async (table: string, order: string) => {
    const groups = new Map<string, Row[]>();
    const rows = await database.rows(`SELECT * FROM ${table} WHERE run_id = $1 ORDER BY ${order}`, [
      facts.runId,
    ]);
    for (const row of rows) {
      const subject = String(row.subject);
      groups.set(subject, [...(groups.get(subject) ?? []), row]);
    }
    return groups;
  };
  const records = await bySubject('records', 'subject, horizon');
  const deciles = await bySubject('deciles', 'subject, horizon, decile');
  const slices = await bySubject('factor_slices', 'subject, kind, slice');
  const turnover = await bySubject('factor_turnover', 'subject, lag');
  return [...records].map(([subject, rows]) => ({
    subject,
    horizons: rows.map((row) => horizonRow(row, deciles.get(subject) ?? [])),
    slices: (slices.get(subject) ?? []).map((row) => ({
      kind: String(row.kind),
      slice: String(row.slice),
      ic: significant(row.mean_ic, 3),
      error: significant(row.ic_std_err, 3),
      days: Number(row.days),
    })),
    turnover: (turnover.get(subject) ?? []).map((row) => ({
      lag: Number(row.lag),
      top: significant(row.top, 3),
      bottom: significant(row.bottom, 3),
    })),
    coverage: significant(turnover.get(subject)?.[0]?.coverage, 3),
  }));
}

function horizonRow(row: Row, deciles: readonly Row[]): FactorHorizonRow {
  const horizon = Number(row.horizon);
  return {
    horizon,
    ic: significant(row.mean_ic, 4),
    error: significant(row.ic_std_err, 4),
    days: Number(row.days),
    observations: Number(row.observations),
    deciles: deciles
      .filter((decile) => Number(decile.horizon) === horizon)
      .map((decile) => [
        significant(decile.mean_return, 4),
        significant(decile.hit_rate, 4),
        Number(decile.observations),
      ]),
  };
}
