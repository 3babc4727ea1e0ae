import { rankBySession } from '../../models/learning/index.js';
import type { ModelEvaluation } from '../score/index.js';
import { meanFigures } from './score-figures.js';
import { tenth } from './session-series.js';
import type { TestRows } from './test-rows.js';

/** What followed each tenth of the scores: the mean over sessions of the tenth's mean forward return. */
export function decileReturns(
  { score, session, forward }: TestRows,
  sessions: number,
  horizon: number,
): ModelEvaluation['deciles'] {
  const rank = rankBySession(score, session);
  const sums = Array.from({ length: 10 }, () => new Float64Array(sessions));
  const counts = Array.from({ length: 10 }, () => new Int32Array(sessions));
  for (let i = 0; i < rank.length; i++) {
    const q = tenth(rank[i]);
    sums[q][session[i]] += forward[i];
    counts[q][session[i]]++;
  }
  return sums.map((sum, q) => {
    const means = sum.map((total, t) => total / counts[q][t]);
    const { mean, stdErr } = meanFigures(means, horizon);
    return { decile: q + 1, meanReturn: mean, stdErr, n: counts[q].reduce((n, count) => n + count, 0) };
  });
}
