import { FIGURES } from '../../models/statistics/index.js';
import { appendColumns, type Database } from '../store/index.js';
import { countTries, doubtTries, type TriesDoubt } from './count-tries.js';
import { storeStudy } from './store-study.js';
import type { Study } from './study.js';

/** What is kept of a sweep. */
export interface SweepRecord {
  /** [combination x figure], in the order of `FIGURES`. */
  readonly figures: Float64Array;
  /** Of the accounts together, per bar, one per combination. */
  readonly sharpes: Float64Array;
  /** The combination chosen, with the shape of its returns. */
  readonly best: number;
  readonly skew: number;
  readonly kurtosis: number;
  /** What speaks against it, as the command reports it. */
  readonly doubt: object;
}

/** Stores a sweep with all figures of every combination; each combination counts as a try. */
export async function storeSweep(database: Database, study: Study, record: SweepRecord): Promise<TriesDoubt> {
  const { figures, sharpes, best, skew, kurtosis } = record;
  const tries = await countTries(database, study, sharpes);
  const doubt = doubtTries({ sharpe: sharpes[best], skew, kurtosis }, study.time.length - 1, tries);
  await storeStudy(database, study, doubt.trials, { ...record.doubt, allTries: doubt });
  const width = FIGURES.length;
  await appendColumns(
    database,
    'study_figures',
    [
      { type: 'text', values: Array.from(figures, () => study.id) },
      { type: 'integer', values: Array.from(figures, (_, k) => Math.floor(k / width)) },
      { type: 'text', values: Array.from(figures, (_, k) => FIGURES[k % width].name) },
      { type: 'double', values: figures },
    ],
    figures.length,
  );
  return doubt;
}
