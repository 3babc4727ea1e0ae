import { normalQuantile } from '../../models/statistics/index.js';
import type { ModelEvaluation } from '../score/index.js';

export interface Verdict {
  readonly verdict: 'skill' | 'weak' | 'none';
  /** One sentence per rule, with its figures. */
  readonly reasons: readonly string[];
}

/** Chance, in one training, that a model without any skill is called weak, and called skilled. */
const WEAK_LEVEL = 0.025;
const SKILL_LEVEL = 0.005;
/**
 * A shuffled label that shows this much, and half as much as the true one, means that the pipeline leaks.
 * The share matters: where there is a real effect, a score fitted to chance still loads on the features
 * that carry it, a little, for as long as the test lasts.
 */
const LEAK_T = 3.5;
const LEAK_SHARE = 0.5;
const SKILL_FOLDS = 2 / 3;

/**
 * The verdict on out-of-sample scores, by rules fixed before any model was trained:
 *
 * none: unless mean IC / error exceeds the normal quantile at 2.5 % divided by the number of
 * configurations tried (Bonferroni), or when the shuffled label's |t| exceeds 3.5 with half the IC
 * of the true label or more.
 * skill: the same at 0.5 %; above every baseline's mean IC; top less bottom tenth above zero after
 * costs; positive IC in two thirds of the folds. What lies between is weak.
 */
export function judge(evaluation: ModelEvaluation, trials: number): Verdict {
  const t = evaluation.ic.t ?? 0;
  const tried = Math.max(1, trials);
  const weakBar = normalQuantile(1 - WEAK_LEVEL / tried);
  const skillBar = normalQuantile(1 - SKILL_LEVEL / tried);
  const shuffled = evaluation.baselines['shuffled label'];
  const shuffledT = shuffled?.t ?? 0;
  const shuffledShare = Math.abs(shuffled?.mean ?? 0) / Math.max(Math.abs(evaluation.ic.mean ?? 0), 1e-12);
  const reasons = [
    `mean daily rank IC ${text(evaluation.ic.mean)}, ${text(t, 1)} errors from zero; with ${tried} tried, weak needs ${text(weakBar, 1)} and skill ${text(skillBar, 1)}`,
  ];
  if (Math.abs(shuffledT) > LEAK_T && shuffledShare >= LEAK_SHARE) {
    reasons.push(`a shuffled label shows an IC ${text(shuffledT, 1)} errors from zero: something leaks`);
    return { verdict: 'none', reasons };
  }
  if (!(t > weakBar)) return { verdict: 'none', reasons };
  const folds = evaluation.folds.filter(({ ic }) => ic !== null);
  const positive = folds.filter(({ ic }) => (ic ?? 0) > 0).length;
  const over = evaluation.overBaseline;
  const rules: readonly [boolean, string][] = [
    [t > skillBar, `IC ${t > skillBar ? 'clears' : 'does not clear'} the bar for skill`],
    [
      over !== null && (over.difference ?? 0) > 0,
      `IC less that of the best baseline (${over?.baseline ?? 'none'}): ${text(over?.difference ?? null)}`,
    ],
    [
      (evaluation.spread.net ?? 0) > 0,
      `top less bottom tenth after costs of ${evaluation.spread.costBps} bps: ${text(evaluation.spread.net)}`,
    ],
    [positive >= SKILL_FOLDS * folds.length, `IC positive in ${positive} of ${folds.length} folds`],
  ];
  reasons.push(...rules.map(([, sentence]) => sentence));
  return { verdict: rules.every(([holds]) => holds) ? 'skill' : 'weak', reasons };
}

function text(value: number | null, digits = 4): string {
  return value === null || Number.isNaN(value) ? 'unknown' : value.toFixed(digits);
}
