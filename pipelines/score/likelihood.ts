import { applyCalibration, type CalibrationMap } from '../../models/learning/index.js';
import type { ModelCard } from './card.js';

/** The calibrated probability of a score, and what was observed of cases like it. */
export interface Likelihood {
  readonly probability: number;
  /** Out-of-sample cases in the same bin of the reliability diagram; their interval. */
  readonly n: number;
  readonly lower95: number;
  readonly upper95: number;
  /** `62 % (of 1,240 like it, 59-65 %)`. */
  readonly text: string;
}

/**
 * Probability of a score under the card's calibration, never beyond those its reliability was measured at: a
 * score higher than any that was tested gets the highest probability that was. Undefined without one, and where the verdict is
 * none unless `insist` is set: a number that means nothing is not shown.
 */
export function likelihood(card: ModelCard, score: number, insist = false): Likelihood | undefined {
  const { calibration } = card;
  if (!calibration || calibration.reliability.length === 0 || Number.isNaN(score)) return undefined;
  if (card.verdict === 'none' && !insist) return undefined;
  const stated = calibration.reliability.map((bin) => bin.stated);
  const mapped = applyCalibration(calibrationMap(calibration.map), score);
  const probability = Math.min(Math.max(mapped, Math.min(...stated)), Math.max(...stated));
  const bin = calibration.reliability.reduce((best, candidate) =>
    Math.abs(candidate.stated - probability) < Math.abs(best.stated - probability) ? candidate : best,
  );
  const percent = (share: number) => Math.round(share * 100);
  return {
    probability,
    n: bin.n,
    lower95: bin.lower95,
    upper95: bin.upper95,
    text: `${percent(probability)} % (of ${bin.n.toLocaleString('en-US')} like it, ${percent(bin.lower95)}-${percent(bin.upper95)} %)`,
  };
}

function calibrationMap(map: NonNullable<ModelCard['calibration']>['map']): CalibrationMap {
  if (map.kind === 'platt') return map;
  return {
    kind: 'isotonic',
    score: Float64Array.from(map.score),
    probability: Float64Array.from(map.probability),
    support: Float64Array.from(map.support),
  };
}
