import { scoreRecord } from '../../models/statistics/index.js';
import type { Market } from '../market/index.js';
import type { SharedMatrices } from './scan-messages.js';
import type { ScoreRecord } from './scan-outcome.js';

/** Bars ahead at which the score's record is kept. */
export const RECORD_HORIZONS = [5, 10, 21] as const;

/** Rank IC and deciles of the score over the whole stored history, one record a horizon. */
export function scoreRecords(matrices: SharedMatrices, market: Market): readonly ScoreRecord[] {
  if (!matrices.score) return [];
  const forward = RECORD_HORIZONS.map((horizon, h) => ({
    horizon,
    values: new Float64Array(matrices.forward[h]),
  }));
  return scoreRecord(
    new Float64Array(matrices.score),
    forward,
    market.sessions.length,
    market.symbols.length,
  );
}
