/**
 * Brier score and its parts (Murphy 1973): score = reliability - resolution + uncertainty + within,
 * over bins of equal width. `within` is what binning hides (Stephenson et al. 2008, both its terms);
 * it is 0 when all probabilities in a bin are equal.
 */
export interface BrierDecomposition {
  readonly score: number;
  /** Squared distance of stated from observed frequency; 0 is calibrated. */
  readonly reliability: number;
  /** How far the bins' frequencies lie from the base rate; more is better. */
  readonly resolution: number;
  /** base rate x (1 - base rate). */
  readonly uncertainty: number;
  readonly within: number;
  /** 1 - score / uncertainty: 0 for the constant base rate. */
  readonly skill: number;
}

/** Mean squared difference between probability and outcome (Brier 1950). */
export function brierScore(probability: Float64Array, label: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < label.length; i++) sum += (probability[i] - label[i]) ** 2;
  return sum / label.length;
}

/**
 * The Brier score in its parts.
 * @param probability of each row, 0 to 1. @param label 1 where it happened, else 0; as long.
 * @param bins of equal width, from 0 to 1.
 * @returns NaN without rows; where all labels are equal there is no uncertainty, and `skill` is −Infinity, or NaN
 *   when the score is 0 too.
 */
export function brierDecomposition(
  probability: Float64Array,
  label: Float64Array,
  bins = 10,
): BrierDecomposition {
  const n = label.length;
  const count = new Float64Array(bins);
  const stated = new Float64Array(bins);
  const happened = new Float64Array(bins);
  for (let i = 0; i < n; i++) {
    const bin = Math.min(bins - 1, Math.floor(probability[i] * bins));
    count[bin]++;
    stated[bin] += probability[i];
    happened[bin] += label[i];
  }
  const rate = happened.reduce((sum, k) => sum + k, 0) / n;
  let reliability = 0;
  let resolution = 0;
  for (let bin = 0; bin < bins; bin++) {
    if (count[bin] === 0) continue;
    const frequency = happened[bin] / count[bin];
    reliability += count[bin] * (stated[bin] / count[bin] - frequency) ** 2;
    resolution += count[bin] * (frequency - rate) ** 2;
  }
  reliability /= n;
  resolution /= n;
  const score = brierScore(probability, label);
  const uncertainty = rate * (1 - rate);
  return {
    score,
    reliability,
    resolution,
    uncertainty,
    within: score - reliability + resolution - uncertainty,
    skill: 1 - score / uncertainty,
  };
}
