import type { FeatureColumn, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { isoDate } from '../models/bars/index.js';
import type { DayRanking } from './scan-as-of.js';

/** What the table of the scan shows: the run's own results, or those of an earlier day. */
export interface ScanData {
  readonly results: ResultsSnapshot;
  readonly features: readonly FeatureColumn[];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A past day's ranking in the form of the run's results; names and sectors are tonight's. */
export function dayResults(day: DayRanking, { results, features }: ScanData): ScanData {
  const rowOf = new Map(results.symbols.map((symbol, row) => [symbol, row]));
  const rows = day.symbols.map((symbol) => rowOf.get(symbol) ?? -1);
  const isRanked = (row: number) => day.ranks[row] > 0;
  // A feature of an earlier version that is no more cannot be computed: it is unknown.
  const column = (name: string) => rows.map((_, row) => known(day.values[name]?.[row] ?? Number.NaN));
  return {
    results: {
      asOf: isoDate(day.time),
      runId: results.runId,
      ids: rows.map((row) => results.ids[row] ?? -1),
      symbols: day.symbols,
      names: rows.map((row) => results.names[row] ?? null),
      sectors: rows.map((row) => results.sectors[row] ?? null),
      dates: Array.from(day.lastBar, isoDate),
      ranks: Array.from(day.ranks, (rank) => (rank > 0 ? rank : null)),
      scores: column('score'),
      previousRanks: rows.map(() => null),
      closes: Array.from(day.close, known),
      changes: Array.from(day.change, known),
      families: Object.fromEntries(
        Object.keys(results.families).map((family) => [
          family,
          column(`rating_${family}`).map((value, row) => (isRanked(row) ? value : null)),
        ]),
      ),
      sparks: day.closes.map(letters),
      matches: day.matches,
    },
    features: features.map((feature) => ({ ...feature, values: column(feature.feature) })),
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Closes as the letters of a spark, A the lowest and 9 the highest. */
function letters(closes: Float64Array): string {
  const low = closes.reduce((least, close) => Math.min(least, close), Number.POSITIVE_INFINITY);
  const high = closes.reduce((most, close) => Math.max(most, close), Number.NEGATIVE_INFINITY);
  const scale = high > low ? (LETTERS.length - 1) / (high - low) : 0;
  return Array.from(closes, (close) => LETTERS[Math.round((close - low) * scale)]).join('');
}
