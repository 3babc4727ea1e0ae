import { brierScore } from '../evaluation/brier.js';
import { applyIsotonic, fitIsotonic, type IsotonicMap } from './isotonic.js';
import { applyPlatt, fitPlatt, type PlattMap } from './platt.js';

export type CalibrationMap = IsotonicMap | PlattMap;

/** The chosen map and the evidence: Brier scores of both, and of the base rate, on the later rows. */
export interface Calibration {
  readonly map: CalibrationMap;
  readonly brier: { readonly isotonic: number; readonly platt: number; readonly baseRate: number };
  /** Rows fitted on, and later rows that chose between the two. */
  readonly fitted: number;
  readonly judged: number;
}

/** Share of the sessions, the latest, on which the maps are judged. */
const JUDGED_SHARE = 0.3;

/**
 * Fits both maps on the earlier sessions of out-of-fold scores and keeps the one with the lower Brier
 * score on the later ones, after a gap of `horizon` sessions so that no label spans the cut; the kept
 * map is then fitted again on everything.
 *
 * @param session ascending, one per row; @param label 0 or 1.
 */
export function calibrate(
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
): Calibration {
  const n = score.length;
  const cut = session[Math.floor(n * (1 - JUDGED_SHARE))];
  let fitted = 0;
  while (fitted < n && session[fitted] < cut - horizon) fitted++;
  let from = fitted;
  while (from < n && session[from] < cut) from++;
  if (fitted === 0 || from === n) {
    throw new Error(`calibrate: ${n} rows span too few sessions to fit and judge a calibration`);
  }
  const early = { score: score.subarray(0, fitted), label: label.subarray(0, fitted) };
  const late = { score: score.subarray(from), label: label.subarray(from) };
  const isotonic = fitIsotonic(early.score, early.label);
  const platt = fitPlatt(early.score, early.label);
  const rate = early.label.reduce((sum, y) => sum + y, 0) / fitted;
  const brier = {
    isotonic: brierScore(
      late.score.map((s) => applyIsotonic(isotonic, s)),
      late.label,
    ),
    platt: brierScore(
      late.score.map((s) => applyPlatt(platt, s)),
      late.label,
    ),
    baseRate: brierScore(
      late.score.map(() => rate),
      late.label,
    ),
  };
  const map = brier.isotonic < brier.platt ? fitIsotonic(score, label) : fitPlatt(score, label);
  return { map, brier, fitted, judged: n - from };
}

/** Probability of a score under either kind of map. */
export function applyCalibration(map: CalibrationMap, score: number): number {
  return map.kind === 'isotonic' ? applyIsotonic(map, score) : applyPlatt(map, score);
}
