import { join } from 'node:path';
import { rankBySession } from '../../models/learning/index.js';
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
import { combinatorialFolds, combinatorialRecord } from './combinatorial-test.js';
import { configurations } from './configurations.js';
import { describeModel } from './describe-model.js';
import { evaluateScores } from './evaluate-scores.js';
import { type FitTask, fitInputs } from './fit-range.js';
import { describeFolds, foldWindows, joinFolds } from './fold-windows.js';
import { runFits } from './run-fits.js';
import type { TrainingMatrix } from './training-matrix.js';
import { sampleCases } from './sample-cases.js';
import { type TrainOptionsInput, trainOptionsSchema } from './train-options.js';

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
  const combinatorial = options.cv === 'cpcv' ? combinatorialFolds(matrix, options) : undefined;
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
    ...(combinatorial?.folds ?? []).map(({ train: sessions, test }, k) => ({
      id: `combinatorial-${k}`,
      train: sessions,
      test,
      configurations: choices,
      isShuffled: false,
    })),
    {
      id: 'final',
      train: Int32Array.from(matrix.sessions, (_, t) => t),
      test: new Int32Array(0),
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
  const combined = results.slice(2 * windows.length, -1);
  const final = results[results.length - 1];

  const scored = joinFolds(matrix, windows, folds);
  const evaluation: ModelEvaluation = {
    folds: describeFolds(matrix, windows, folds),
    ...evaluateScores(matrix, scored, joinFolds(matrix, windows, shuffled).score, options.costBps),
    ...(combinatorial && { combinatorial: combinatorialRecord(matrix, combinatorial, combined) }),
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
