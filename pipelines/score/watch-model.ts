import { populationStability, rankBySession, standardiseBySession } from '../../models/learning/index.js';
import type { RetrainRule } from '../config/index.js';
import type { ModelCard } from './card.js';

export interface DriftReport {
  /** Population stability index per feature and of the score, against the training span; largest first. */
  readonly features: readonly { readonly name: string; readonly psi: number }[];
  readonly score: number;
  /** Rows behind it: of few rows chance alone makes a large index. */
  readonly rows: number;
}

/** 95 % point of chi squared with 9 degrees of freedom: what rows x PSI of ten bins reaches by chance (Yurdakul 2018). */
const BY_CHANCE = 16.92;
const DAY_MS = 86_400_000;

/**
 * Drift of features and score of one or more sessions against the deciles in the card.
 * @param columns raw feature values in the order of the card. @param scores the model's scores of the rows.
 */
export function modelDrift(
  card: ModelCard,
  columns: readonly ArrayLike<number>[],
  scores: Float32Array,
  session: Int32Array = new Int32Array(scores.length),
): DriftReport | undefined {
  const quantiles = card.training?.quantiles;
  if (!quantiles) return undefined;
  const psi = (name: string, values: ArrayLike<number>) => {
    const deciles = quantiles[name];
    if (!deciles || deciles.length === 0) return Number.NaN;
    return populationStability(fromDeciles(deciles), values);
  };
  const features = card.features.map(({ name }, f) => {
    const values = Float64Array.from(columns[f]);
    const { transform } = card.input;
    const ready =
      transform === 'rank'
        ? rankBySession(values, session)
        : transform === 'standardise'
          ? standardiseBySession(values, session)
          : values;
    return { name, psi: psi(name, ready) };
  });
  return {
    features: features.sort((a, b) => b.psi - a.psi),
    score: psi('score', scores),
    rows: scores.length,
  };
}

/** Ten values that fall one into each tenth: a sample with exactly the deciles of the card. */
function fromDeciles(deciles: readonly number[]): number[] {
  const below = deciles[0] - Math.abs(deciles[0]) - 1;
  return [below, ...deciles];
}

/** What is known of a model since it was trained. */
export interface LiveEvidence {
  readonly nowMs: number;
  /** Mean daily rank IC of its scores since then, and its error; undefined before any has come due. */
  readonly liveIc: { readonly mean: number; readonly stdErr: number } | undefined;
  readonly drift: DriftReport | undefined;
}

/**
 * The retrain rule: older than so many days, live IC so many errors below the promised one, a shifted score, or
 * too large a share of the features shifted. @returns the reasons, empty when the model may stay.
 */
export function retrainReasons(
  card: ModelCard,
  { nowMs, liveIc, drift }: LiveEvidence,
  rule: RetrainRule,
): string[] {
  const reasons: string[] = [];
  const ageDays = card.createdAt === undefined ? 0 : (nowMs - Date.parse(card.createdAt)) / DAY_MS;
  if (ageDays > rule.maxAgeDays) reasons.push(`it was trained ${Math.round(ageDays)} days ago`);
  const promised = card.evaluation?.ic;
  if (liveIc && promised?.mean != null && promised.stdErr != null) {
    const error = Math.hypot(liveIc.stdErr, promised.stdErr);
    if (promised.mean - liveIc.mean > rule.shortfallErrors * error) {
      reasons.push(`its live IC is ${liveIc.mean.toFixed(4)}, promised were ${promised.mean.toFixed(4)}`);
    }
  }
  const shift = rule.shiftedPsi + BY_CHANCE / Math.max(1, drift?.rows ?? 0);
  if (drift && drift.score > shift) reasons.push(`its scores have shifted (PSI ${drift.score.toFixed(2)})`);
  const shifted = drift?.features.filter(({ psi }) => psi > shift) ?? [];
  if (drift && shifted.length > drift.features.length * rule.shiftedShare) {
    reasons.push(`${shifted.length} of ${drift.features.length} features have shifted`);
  }
  return reasons;
}
