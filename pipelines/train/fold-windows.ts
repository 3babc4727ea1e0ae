import { isoDate } from '../../models/bars/index.js';
import { dailyIc } from '../../models/learning/index.js';
import { type SessionRange, walkForward } from '../../models/validation/index.js';
import { Problem } from '../errors/index.js';
import type { ModelEvaluation } from '../score/index.js';
import type { FitResult } from './fit-range.js';
import { icFigures } from './score-figures.js';
import { pick, type ScoredRows } from './test-rows.js';
import type { TrainOptions } from './train-options.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';

/** Sessions that train and sessions that test, ascending. */
export interface FoldWindow {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Tests on the later three fifths of the sessions that have rows, each trained on all before it. */
export function foldWindows(matrix: TrainingMatrix, options: TrainOptions): FoldWindow[] {
  const first = matrix.session[0] ?? 0;
  const last = (matrix.session[matrix.session.length - 1] ?? -1) + 1;
  const usable = last - first;
  const leastTrain = Math.round(usable * 0.4);
  const gap = Math.max(matrix.horizon, 1) - 1 + options.embargo;
  const test = Math.ceil((usable - leastTrain - gap) / options.folds);
  if (leastTrain < 4 * matrix.horizon || test < 5) {
    throw new Problem(
      'input',
      `${usable} sessions with a known ${matrix.labelName} are too few for ${options.folds} folds`,
      {
        suggestion: 'Use a longer history, a shorter horizon, or fewer folds.',
      },
    );
  }
  const windows = walkForward(usable, {
    mode: 'anchored',
    train: leastTrain,
    test,
    horizon: matrix.horizon,
    embargo: options.embargo,
  });
  const shift = ({ from, to }: SessionRange) =>
    Int32Array.from({ length: to - from }, (_, k) => first + from + k);
  return windows.map((window) => ({ train: shift(window.train), test: shift(window.test) }));
}

/** Rows and scores of all test sessions, in order of time. */
export function joinFolds(
  matrix: TrainingMatrix,
  windows: readonly Pick<FoldWindow, 'test'>[],
  results: readonly FitResult[],
): ScoredRows {
  const offsets = sessionOffsets(matrix);
  const total = results.reduce((sum, { scores }) => sum + scores.length, 0);
  const rows = new Int32Array(total);
  const score = new Float64Array(total);
  let place = 0;
  let row = 0;
  results.forEach(({ scores }, k) => {
    score.set(scores, place);
    place += scores.length;
    for (const t of windows[k].test) for (let i = offsets[t]; i < offsets[t + 1]; i++) rows[row++] = i;
  });
  return { rows, score };
}

/** When each fold was trained and tested, with which configuration, and its mean daily rank IC. */
export function describeFolds(
  matrix: TrainingMatrix,
  windows: readonly FoldWindow[],
  results: readonly FitResult[],
): ModelEvaluation['folds'] {
  const date = (t: number) => isoDate(matrix.sessions[Math.min(t, matrix.sessions.length - 1)]);
  return windows.map((window, k) => {
    const { rows, score } = joinFolds(matrix, [window], [results[k]]);
    const session = Int32Array.from(rows, (row) => matrix.session[row]);
    const daily = dailyIc(score, pick(matrix.label, rows), session, matrix.sessions.length);
    return {
      trainFrom: date(window.train[0]),
      trainTo: date(window.train[window.train.length - 1]),
      testFrom: date(window.test[0]),
      testTo: date(window.test[window.test.length - 1]),
      config: results[k].configuration,
      ic: icFigures(daily.ic, matrix.horizon).mean,
    };
  });
}
