import { decileRecord, informationCoefficient } from '../../models/statistics/index.js';
import type { Market } from '../market/index.js';
import type { SharedMatrices } from './scan-messages.js';
import type { ScoreRecord } from './scan-outcome.js';

/** Bars ahead at which the score's record is kept. */
export const RECORD_HORIZONS = [5, 10, 21] as const;

/** Rank IC and deciles of the score over the whole stored history, one record a horizon. */
export function scoreRecords(matrices: SharedMatrices, market: Market): ScoreRecord[] {
  if (!matrices.score) return [];
  const score = new Float64Array(matrices.score);
  const sessions = market.sessions.length;
  const symbols = market.symbols.length;
  return RECORD_HORIZONS.map((horizon, h) => {
    const forward = new Float64Array(matrices.forward[h]);
    return {
      horizon,
      ic: informationCoefficient(score, forward, sessions, symbols, horizon),
      deciles: decileRecord(score, forward, sessions, symbols, horizon),
    };
  });
}
