import { rankBySession } from '../../models/learning/index.js';
import type { ModelCard } from './card.js';

/** Scores of one model for the symbols of one session. */
export interface ModelScores {
  readonly card: ModelCard;
  readonly scores: Float32Array;
  /** Weight in the blend, ≥ 0. */
  readonly weight: number;
}

export interface Blend {
  readonly scores: Float32Array;
  /** Models that count, and those left out with the reason. */
  readonly used: readonly string[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * One score from several models: the weighted mean of their scores (`weights`; they must be on one
 * scale) or of their ranks across the symbols (`rank`). A symbol is scored by the models that know it;
 * NaN where none does. A model whose verdict is none does not count, unless `insist` is set.
 */
export function blendScores(
  models: readonly ModelScores[],
  method: 'weights' | 'rank',
  insist = false,
): Blend {
  const used = models.filter(({ card, weight }) => weight > 0 && (insist || card.verdict !== 'none'));
  const leftOut = models
    .filter((model) => !used.includes(model))
    .map(({ card, weight }) => ({
      name: card.name,
      reason: weight > 0 ? 'its verdict is none' : 'its weight is zero',
    }));
  const rows = models.reduce((most, { scores }) => Math.max(most, scores.length), 0);
  const sums = new Float64Array(rows);
  const weights = new Float64Array(rows);
  for (const { scores, weight } of used) {
    const values = method === 'rank' ? rankBySession(scores, new Int32Array(rows)) : scores;
    for (let i = 0; i < rows; i++) {
      if (values[i] !== values[i]) continue;
      sums[i] += weight * values[i];
      weights[i] += weight;
    }
  }
  return {
    scores: Float32Array.from(sums, (sum, i) => (weights[i] > 0 ? sum / weights[i] : Number.NaN)),
    used: used.map(({ card }) => card.name),
    leftOut,
  };
}
