import {
  emptyScoreSums,
  fillScoreSums,
  type ScoreSums,
  summariseScore,
} from '../../models/statistics/index.js';
import type { Market } from '../market/index.js';
import type { SharedMatrices } from './scan-messages.js';
import type { ScoreRecord } from './scan-outcome.js';

/** Bars ahead at which the score's record is kept. */
export const RECORD_HORIZONS = [5, 10, 21] as const;

/** What the score's record over the whole stored history is made of, one element a horizon; none without a score. */
export function scoreSums(matrices: SharedMatrices, { sessions, symbols }: Market): readonly ScoreSums[] {
  if (!matrices.score) return [];
  const forward = matrices.forward.map((values) => new Float64Array(values));
  const sums = forward.map(() => emptyScoreSums(sessions.length));
  const all = { from: 0, to: sessions.length };
  fillScoreSums(new Float64Array(matrices.score), forward, symbols.length, all, sums);
  return sums;
}

/** Rank IC and deciles of the score, one record a horizon. */
export function scoreRecords(sums: readonly ScoreSums[]): readonly ScoreRecord[] {
  return sums.map((sum, h) => summariseScore(sum, RECORD_HORIZONS[h]));
}
