import { averageRanks } from '../../statistics/index.js';

/**
 * Area under the ROC curve: the probability that a random positive scores above a random negative, ties
 * counting half (Mann and Whitney 1947; Hanley and McNeil 1982). NaN without both classes.
 * @param label 1 for a positive, 0 for a negative.
 */
export function auc(score: Float64Array, label: Float64Array): number {
  const ranks = averageRanks(score);
  let positives = 0;
  let sum = 0;
  for (let i = 0; i < label.length; i++) {
    if (label[i] !== 1) continue;
    positives++;
    sum += ranks[i];
  }
  const negatives = label.length - positives;
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
