import { applyCalibration, calibrate } from '../../models/learning/index.js';

/** Share of the rows, the earliest, that calibrate the others. */
const EARLY_SHARE = 0.6;
/** Horizons that the calibrating sessions must span at least. */
const LEAST_SPAN = 4;

/**
 * Probabilities of the later rows under a calibration of the earlier ones, a horizon apart.
 * @param label 0 or 1.
 * @returns NaN for the earlier rows; for all of them where they are too few to calibrate by.
 */
export function testProbabilities(
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
): Float64Array {
  const probability = new Float64Array(score.length).fill(Number.NaN);
  const cut = session[Math.floor(score.length * EARLY_SHARE)];
  let early = 0;
  while (early < session.length && session[early] < cut - horizon) early++;
  let late = early;
  while (late < session.length && session[late] < cut) late++;
  if (early === 0 || session[early - 1] - session[0] < LEAST_SPAN * horizon) return probability;
  const { map } = calibrate(
    score.subarray(0, early),
    label.subarray(0, early),
    session.subarray(0, early),
    horizon,
  );
  for (let i = late; i < score.length; i++) probability[i] = applyCalibration(map, score[i]);
  return probability;
}
