import { join } from 'node:path';
import { isoDate } from '../../models/bars/index.js';
import { dailyIc, rankBySession } from '../../models/learning/index.js';
import { type SessionRange, walkForward } from '../../models/validation/index.js';
import { Problem } from '../errors/index.js';
import {
  encodeCases,
  encodeOnnx,
  linearToOnnx,
  type ModelEvaluation,
  onnxParity,
  ownModelToJson,
  type StoredModel,
  treesToOnnx,
  writeModel,
} from '../score/index.js';
import { openCheckpoint } from './checkpoint.js';
import { configurations } from './configurations.js';
import { describeModel } from './describe-model.js';
import { evaluateScores } from './evaluate-scores.js';
import { icFigures } from './score-figures.js';
import { pick, type ScoredRows } from './test-rows.js';
import { type FitResult, type FitTask, fitInputs } from './fit-range.js';
import { runFits } from './run-fits.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';
import { sampleCases } from './sample-cases.js';
import { type TrainOptions, type TrainOptionsInput, trainOptionsSchema } from './train-options.js';

export interface TrainContext {
  /** Model folders are written here. */
  readonly models: string;
  /** Finished fits of an interrupted training are kept here; nothing is kept when absent. */
  readonly checkpoints?: string;
  readonly codeVersion: string;
  /** Milliseconds since 1970, for the card. */
  readonly now: number;
  readonly onProgress?: (done: number, total: number, unit: string) => void;
  readonly signal?: AbortSignal;
}

export interface TrainResult {
  readonly model: StoredModel;
  readonly evaluation: ModelEvaluation;
  readonly seconds: number;
  readonly onnxMaxAbsDiff: number;
}

const MAX_PARITY = 1e-6;

/**
 * Trains a model, doubts it, and writes its folder: purged walk-forward tests with a search inside each
 * fold, the same with shuffled labels, baselines, verdict, calibration, then a fit on all rows that is
 * exported to ONNX and compared with our own inference.
 *
 * The result depends on matrix, options and code alone: not on workers, nor on being interrupted.
 * @throws Problem when there are too few sessions, when cancelled, or when the export does not agree.
 */
export async function train(
  matrix: TrainingMatrix,
  input: TrainOptionsInput,
  context: TrainContext,
): Promise<TrainResult> {
  const started = performance.now();
  const options = trainOptionsSchema.parse(input);
  const windows = foldWindows(matrix, options);
  const choices = configurations(options);
  const target = rankBySession(
    matrix.label,
    matrix.session,
    new Float32Array(new SharedArrayBuffer(4 * matrix.label.length)),
  );
  const tasks: FitTask[] = [
    ...windows.map((window, k) => ({
      id: `fold-${k}`,
      ...window,
      configurations: choices,
      isShuffled: false,
    })),
    ...windows.map((window, k) => ({
      id: `shuffled-${k}`,
      ...window,
      configurations: choices.slice(0, 1),
      isShuffled: true,
    })),
    {
      id: 'final',
      train: { from: 0, to: matrix.sessions.length },
      test: undefined,
      configurations: choices,
      isShuffled: false,
    },
  ];
  const checkpoint =
    context.checkpoints === undefined
      ? undefined
      : openCheckpoint(context.checkpoints, matrix, options, context.codeVersion);
  const results = await runFits(fitInputs(matrix, target), tasks, options, {
    checkpoint,
    signal: context.signal,
    onFit: (done, total) => context.onProgress?.(done, total, 'fits'),
  });
  const folds = results.slice(0, windows.length);
  const shuffled = results.slice(windows.length, 2 * windows.length);
  const final = results[results.length - 1];

  const scored = joinFolds(matrix, windows, folds);
  const evaluation: ModelEvaluation = {
    folds: describeFolds(matrix, windows, folds),
    ...evaluateScores(matrix, scored, joinFolds(matrix, windows, shuffled).score, options.costBps),
  };
  const trials = choices.length + options.priorTrials;
  const bytes = encodeOnnx(
    final.model.kind === 'trees' ? treesToOnnx(final.model) : linearToOnnx(final.model),
  );
  const onnxMaxAbsDiff = await onnxParity(final.model, bytes);
  if (!(onnxMaxAbsDiff <= MAX_PARITY)) {
    throw new Problem(
      'internal',
      `the exported model differs from ours by ${onnxMaxAbsDiff}, more than ${MAX_PARITY}`,
    );
  }
  const seconds = (performance.now() - started) / 1000;
  const card = describeModel(matrix, options, {
    codeVersion: context.codeVersion,
    now: context.now,
    scored,
    evaluation,
    final,
    trials,
    onnxMaxAbsDiff,
    seconds,
  });
  const model = writeModel(join(context.models, options.name), bytes, card, {
    own: ownModelToJson(final.model),
    cases: encodeCases(sampleCases(matrix)),
  });
  checkpoint?.clear();
  return { model, evaluation, seconds, onnxMaxAbsDiff };
}

/** Tests on the later three fifths of the sessions that have rows, each trained on all before it. */
function foldWindows(
  matrix: TrainingMatrix,
  options: TrainOptions,
): { readonly train: SessionRange; readonly test: SessionRange }[] {
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
  const shift = ({ from, to }: SessionRange) => ({ from: from + first, to: to + first });
  return windows.map((window) => ({ train: shift(window.train), test: shift(window.test) }));
}

/** Rows and scores of all test sessions, in order of time. */
function joinFolds(
  matrix: TrainingMatrix,
  windows: readonly { readonly test: SessionRange }[],
  results: readonly FitResult[],
): ScoredRows {
  const offsets = sessionOffsets(matrix);
  const total = results.reduce((sum, { scores }) => sum + scores.length, 0);
  const rows = new Int32Array(total);
  const score = new Float64Array(total);
  let place = 0;
  results.forEach(({ scores }, k) => {
    const from = offsets[windows[k].test.from];
    for (let i = 0; i < scores.length; i++) rows[place + i] = from + i;
    score.set(scores, place);
    place += scores.length;
  });
  return { rows, score };
}

function describeFolds(
  matrix: TrainingMatrix,
  windows: readonly { readonly train: SessionRange; readonly test: SessionRange }[],
  results: readonly FitResult[],
): ModelEvaluation['folds'] {
  const date = (t: number) => isoDate(matrix.sessions[Math.min(t, matrix.sessions.length - 1)]);
  return windows.map((window, k) => {
    const { rows, score } = joinFolds(matrix, [window], [results[k]]);
    const session = Int32Array.from(rows, (row) => matrix.session[row]);
    const daily = dailyIc(score, pick(matrix.label, rows), session, matrix.sessions.length);
    return {
      trainFrom: date(window.train.from),
      trainTo: date(window.train.to - 1),
      testFrom: date(window.test.from),
      testTo: date(window.test.to - 1),
      config: results[k].configuration,
      ic: icFigures(daily.ic, matrix.horizon).mean,
    };
  });
}
