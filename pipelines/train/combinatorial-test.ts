import { dailyIc } from '../../models/learning/index.js';
import {
  type CombinatorialFolds,
  combinatorialPurgedFolds,
  sessionGroups,
} from '../../models/validation/index.js';
import { Problem } from '../errors/index.js';
import type { ModelEvaluation } from '../score/index.js';
import type { FitResult } from './fit-range.js';
import { icFigures } from './score-figures.js';
import type { TrainOptions } from './train-options.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';

/** The folds in sessions of the matrix, and how their tests make up paths. */
export interface CombinatorialTest extends CombinatorialFolds {
  readonly groups: number;
  readonly testGroups: number;
  /** Group of each session of the matrix. */
  readonly groupOf: Int32Array;
}

/**
 * Combinatorial purged cross-validation (López de Prado 2018, ch. 12): every choice of test groups is scored by a
 * model trained on the others, what their labels touch purged and embargoed. It trains on later sessions than
 * it tests, so the verdict stays with the walk-forward; it says how much the answer owes to one path.
 * @throws Problem when the groups do not fit the sessions.
 */
export function combinatorialFolds(
  matrix: TrainingMatrix,
  { groups, testGroups, embargo }: TrainOptions,
): CombinatorialTest {
  const first = matrix.session[0] ?? 0;
  const usable = (matrix.session[matrix.session.length - 1] ?? -1) + 1 - first;
  if (testGroups >= groups || usable < groups * 2 * (matrix.horizon + embargo)) {
    throw new Problem(
      'usage',
      `${usable} sessions cannot be cut into ${groups} groups of which ${testGroups} are tested at a time`,
      { suggestion: 'Use fewer groups (--groups), and fewer test groups than groups (--test-groups).' },
    );
  }
  const { folds, paths } = combinatorialPurgedFolds(usable, {
    groups,
    testGroups,
    horizon: matrix.horizon,
    embargo,
  });
  const groupOf = new Int32Array(matrix.sessions.length);
  sessionGroups(usable, groups).forEach(({ from, to }, g) => groupOf.fill(g, first + from, first + to));
  const shift = (sessions: Int32Array) => sessions.map((t) => t + first);
  return {
    groups,
    testGroups,
    groupOf,
    paths,
    folds: folds.map((fold) => ({ ...fold, train: shift(fold.train), test: shift(fold.test) })),
  };
}

/** The IC of every path: all sessions, each scored once by a model that had not seen it. */
export function combinatorialRecord(
  matrix: TrainingMatrix,
  { groups, testGroups, groupOf, folds, paths }: CombinatorialTest,
  results: readonly FitResult[],
): NonNullable<ModelEvaluation['combinatorial']> {
  const offsets = sessionOffsets(matrix);
  const scores = paths.map(() => new Float64Array(matrix.label.length).fill(Number.NaN));
  folds.forEach(({ test }, fold) => {
    let place = 0;
    for (const t of test) {
      const rows = offsets[t + 1] - offsets[t];
      const path = paths.findIndex((foldOf) => foldOf[groupOf[t]] === fold);
      scores[path].set(results[fold].scores.subarray(place, place + rows), offsets[t]);
      place += rows;
    }
  });
  const figures = scores.map((score) =>
    icFigures(dailyIc(score, matrix.label, matrix.session, matrix.sessions.length).ic, matrix.horizon),
  );
  return { groups, testGroups, folds: folds.length, paths: figures };
}
