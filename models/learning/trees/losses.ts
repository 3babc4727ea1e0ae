import type { Random } from '../../random/index.js';
import type { TreeObjective } from './tree-model.js';

/** Rows that a loss is taken over. `session` ascends; it groups the rows of one date for ranking. */
export interface LossRows {
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly session: Int32Array;
}

/** Pairs drawn per row and tree by the ranking loss. */
const PAIRS = 4;

/** The constant that minimises the loss: mean, log-odds of the mean, or 0 for ranking. */
export function baseScore(objective: TreeObjective, { label, weight }: LossRows): number {
  if (objective === 'ranking') return 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < label.length; i++) {
    sum += weight[i] * label[i];
    total += weight[i];
  }
  const mean = total > 0 ? sum / total : 0;
  if (objective === 'squared') return Math.fround(mean);
  const held = Math.min(Math.max(mean, 1e-6), 1 - 1e-6);
  return Math.fround(Math.log(held / (1 - held)));
}

/**
 * First and second derivative of the loss by the score, per row, each times the row's weight.
 *
 * squared: (s - y)² / 2. logistic: -log likelihood with y in {0, 1} and p = 1 / (1 + e^-s).
 * ranking: LambdaRank (Burges 2010, MSR-TR-2010-82) for rank correlation: pairs of rows of one date,
 * four random partners a row and tree, logistic loss of the difference of scores, weighted by the
 * difference of labels. Give it labels that are ranks within the date (0 … 1): swapping two rows then
 * changes the rank correlation in proportion to that weight.
 */
export function fillGradients(
  objective: TreeObjective,
  rows: LossRows,
  score: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  random: Random,
): void {
  if (objective === 'squared') fillSquared(rows, score, gradient, hessian);
  else if (objective === 'logistic') fillLogistic(rows, score, gradient, hessian);
  else fillRanking(rows, score, gradient, hessian, random);
}

/** Mean loss per unit of weight; for ranking the mean loss of one fixed pair a row. */
export function meanLoss(objective: TreeObjective, rows: LossRows, score: Float64Array): number {
  const { label, weight } = rows;
  if (objective === 'ranking') return meanPairLoss(rows, score);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < label.length; i++) {
    const s = score[i];
    const loss =
      objective === 'squared'
        ? 0.5 * (s - label[i]) ** 2
        : Math.max(s, 0) - s * label[i] + Math.log1p(Math.exp(-Math.abs(s)));
    sum += weight[i] * loss;
    total += weight[i];
  }
  return total > 0 ? sum / total : Number.NaN;
}

function fillSquared(
  { label, weight }: LossRows,
  score: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  for (let i = 0; i < label.length; i++) {
    gradient[i] = weight[i] * (score[i] - label[i]);
    hessian[i] = weight[i];
  }
}

function fillLogistic(
  { label, weight }: LossRows,
  score: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  for (let i = 0; i < label.length; i++) {
    const p = 1 / (1 + Math.exp(-score[i]));
    gradient[i] = weight[i] * (p - label[i]);
    hessian[i] = weight[i] * Math.max(p * (1 - p), 1e-12);
  }
}

function fillRanking(
  { label, weight, session }: LossRows,
  score: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  random: Random,
): void {
  const n = label.length;
  gradient.fill(0, 0, n);
  hessian.fill(0, 0, n);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && session[to] === session[from]) to++;
    const size = to - from;
    for (let i = from; i < to; i++) {
      for (let k = 0; k < PAIRS; k++) {
        const j = from + random.integer(size);
        const gap = label[i] - label[j];
        if (gap === 0) continue;
        const sign = gap > 0 ? 1 : -1;
        const pairWeight = (gap * sign * (weight[i] + weight[j])) / 2;
        const doubt = 1 / (1 + Math.exp(sign * (score[i] - score[j])));
        const slope = pairWeight * doubt * sign;
        const curve = pairWeight * Math.max(doubt * (1 - doubt), 1e-12);
        gradient[i] -= slope;
        gradient[j] += slope;
        hessian[i] += curve;
        hessian[j] += curve;
      }
    }
    from = to;
  }
}

/** Logistic loss over the pairs of each row and the one half a date further on: no chance involved. */
function meanPairLoss({ label, weight, session }: LossRows, score: Float64Array): number {
  const n = label.length;
  let sum = 0;
  let total = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && session[to] === session[from]) to++;
    const size = to - from;
    const half = Math.max(1, size >> 1);
    for (let i = from; i < to; i++) {
      const j = from + ((i - from + half) % size);
      const gap = label[i] - label[j];
      const sign = gap > 0 ? 1 : -1;
      const pairWeight = (gap * sign * (weight[i] + weight[j])) / 2;
      const x = sign * (score[i] - score[j]);
      sum += pairWeight * (Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
      total += pairWeight;
    }
    from = to;
  }
  return total > 0 ? sum / total : Number.NaN;
}
