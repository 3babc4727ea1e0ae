import {
  calibrate,
  type CalibrationMap,
  reliability,
  type ReliabilityBin,
} from '../../models/learning/index.js';
import { testProbabilities } from './test-probabilities.js';

/** A calibration for scores to come, and what its kind was worth on rows it had not seen. */
export interface ScoreCalibration {
  readonly map: CalibrationMap;
  readonly brier: { readonly isotonic: number; readonly platt: number; readonly baseRate: number };
  readonly bins: readonly ReliabilityBin[];
}

/**
 * The calibration of all rows, and its reliability on later rows under a map fitted on earlier ones; intervals
 * count a row once per horizon. Undefined with too few rows.
 * @param label 0 or 1.
 */
export function calibrateScores(
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
): ScoreCalibration | undefined {
  const probability = testProbabilities(score, label, session, horizon);
  const judged = judgedRows(probability, label);
  if (judged.label.length === 0) return undefined;
  const { map, brier } = calibrate(score, label, session, horizon);
  return { map, brier, bins: reliability(judged.probability, judged.label, 10, 1 / horizon) };
}

/** The rows that have a probability. */
export function judgedRows(
  probability: Float64Array,
  label: Float64Array,
): { readonly probability: Float64Array; readonly label: Float64Array } {
  return {
    probability: probability.filter((p) => !Number.isNaN(p)),
    label: label.filter((_, i) => !Number.isNaN(probability[i])),
  };
}
