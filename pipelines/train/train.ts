import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isoDate } from '../../models/bars/index.js';
import {
  conformalThroughTime,
  dailyIc,
  gainImportance,
  permutationImportance,
  rankBySession,
  sigmoid,
} from '../../models/learning/index.js';
import { quantile } from '../../models/statistics/index.js';
import { type SessionRange, walkForward } from '../../models/validation/index.js';
import { Problem } from '../errors/index.js';
import {
  encodeOnnx,
  linearToOnnx,
  type ModelCardInput,
  type ModelEvaluation,
  onnxParity,
  ownModelToJson,
  type StoredModel,
  treesToOnnx,
  writeModel,
} from '../score/index.js';
import { openCheckpoint } from './checkpoint.js';
import { configurations } from './configurations.js';
import {
  aboveMiddle,
  calibrateScores,
  evaluateScores,
  icFigures,
  known,
  pick,
  type ScoredRows,
} from './evaluate-scores.js';
import { type FitResult, type FitTask, type FittedModel, fitInputs, predict } from './fit-range.js';
import { runFits } from './run-fits.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';
import { type TrainOptions, type TrainOptionsInput, trainOptionsSchema } from './train-options.js';
import { judge } from './verdict.js';

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

/** Rows that permutation importance and drift quantiles are taken over. */
const SAMPLE_ROWS = 20_000;
const COVERAGE_LEVEL = 0.8;
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
  const card = describeModel(matrix, options, context, {
    scored,
    evaluation,
    final,
    trials,
    onnxMaxAbsDiff,
    seconds,
  });
  const model = writeModel(join(context.models, options.name), bytes, card, ownModelToJson(final.model));
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

interface Findings {
  readonly scored: ScoredRows;
  readonly evaluation: ModelEvaluation;
  readonly final: FitResult;
  readonly trials: number;
  readonly onnxMaxAbsDiff: number;
  readonly seconds: number;
}

function describeModel(
  matrix: TrainingMatrix,
  options: TrainOptions,
  context: TrainContext,
  { scored, evaluation, final, trials, onnxMaxAbsDiff, seconds }: Findings,
): ModelCardInput {
  const { verdict, reasons } = judge(evaluation, trials);
  const from = matrix.session[0];
  const to = matrix.session[matrix.session.length - 1];
  const { workers: _workers, ...stated } = options;
  return {
    format: 1,
    name: options.name,
    title: `${options.model} on ${matrix.labelName}, ${matrix.source}`,
    kind: options.model,
    createdAt: new Date(context.now).toISOString(),
    features: matrix.features.map(({ name, expression }) => ({
      name,
      expression,
      version: createHash('sha256').update(expression).digest('hex').slice(0, 12),
    })),
    input: { tensor: 'features', layout: 'matrix', transform: 'rank', missing: 'pass' },
    output: {
      tensor: 'score',
      kind: final.model.objective === 'logistic' ? 'probability' : 'score',
    },
    label: matrix.labelName,
    horizon: matrix.horizon,
    universe: matrix.universe,
    training: {
      from: isoDate(matrix.sessions[from]),
      to: isoDate(matrix.sessions[to]),
      sessions: to - from + 1,
      symbols: matrix.symbols,
      delisted: matrix.delisted,
      rows: matrix.session.length,
      trials,
      seed: options.seed,
      options: { ...stated, halfLife: Number.isFinite(stated.halfLife) ? stated.halfLife : 'none' },
      source: matrix.source,
      isSynthetic: matrix.isSynthetic,
      dataHash: matrix.dataHash,
      codeVersion: context.codeVersion,
      seconds,
      onnxMaxAbsDiff,
      importance: importanceOf(matrix, final.model, options.seed),
      quantiles: quantilesOf(matrix, servedScores(scored.score, final.model.objective === 'logistic')),
    },
    evaluation,
    verdict,
    reasons: [...reasons],
    ...certainty(matrix, scored, final.model.objective === 'logistic'),
  };
}

/** Calibration and conformal interval of the out-of-sample scores. */
function certainty(
  matrix: TrainingMatrix,
  { rows, score }: ScoredRows,
  isProbability: boolean,
): Pick<ModelCardInput, 'calibration' | 'conformal'> {
  const session = Int32Array.from(rows, (row) => matrix.session[row]);
  const served = servedScores(score, isProbability);
  const found = calibrateScores(
    served,
    aboveMiddle(pick(matrix.label, rows), session),
    session,
    matrix.horizon,
  );
  const calibration = found && {
    of: `the ${matrix.labelName} of the symbol being above the middle of the universe`,
    map:
      found.map.kind === 'platt'
        ? found.map
        : {
            kind: 'isotonic' as const,
            score: [...found.map.score],
            probability: [...found.map.probability],
            support: [...found.map.support],
          },
    brier: found.brier,
    reliability: found.bins.map((bin) => ({ ...bin })),
  };
  const { intercept, slope, from } = expectedReturn(
    served,
    pick(matrix.forward, rows),
    session,
    matrix.horizon,
  );
  const later = served.slice(from).map((s) => intercept + slope * s);
  const record = conformalThroughTime(later, pick(matrix.forward, rows.slice(from)), session.slice(from), {
    level: COVERAGE_LEVEL,
    horizon: matrix.horizon,
    window: 63,
    rate: 0.05,
  });
  return {
    calibration: calibration ?? null,
    conformal: {
      level: record.level,
      expected: { intercept, slope },
      width: known(record.width),
      coverage: known(record.coverage),
      coverageBySession: {
        date: Array.from(record.sessions, (t) => isoDate(matrix.sessions[t])),
        coverage: [...record.coverageBySession],
      },
    },
  };
}

/** What the exported file gives for raw scores: it ends in a Sigmoid when the model is logistic. */
function servedScores(score: Float64Array, isProbability: boolean): Float64Array {
  return isProbability ? score.map(sigmoid) : score;
}

/** Line from score to forward return by least squares on the first half; rows after it, past the horizon. */
function expectedReturn(
  score: Float64Array,
  forward: Float64Array,
  session: Int32Array,
  horizon: number,
): { intercept: number; slope: number; from: number } {
  const half = Math.floor(score.length / 2);
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < half; i++) {
    meanX += score[i] / half;
    meanY += forward[i] / half;
  }
  let cross = 0;
  let squares = 0;
  for (let i = 0; i < half; i++) {
    cross += (score[i] - meanX) * (forward[i] - meanY);
    squares += (score[i] - meanX) ** 2;
  }
  const slope = squares > 0 ? cross / squares : 0;
  let from = half;
  while (from < session.length && session[from] <= session[half] + horizon) from++;
  return { intercept: meanY - slope * meanX, slope, from };
}

function importanceOf(
  matrix: TrainingMatrix,
  model: FittedModel,
  seed: number,
): Record<string, { gain: number | null; permutation: number | null }> {
  const offsets = sessionOffsets(matrix);
  let first = matrix.sessions.length;
  while (first > 0 && offsets[matrix.sessions.length] - offsets[first - 1] <= SAMPLE_ROWS) first--;
  const [from, to] = [offsets[first], offsets[matrix.sessions.length]];
  const session = matrix.session.slice(from, to);
  const label = matrix.label.subarray(from, to);
  const gain = model.kind === 'trees' ? gainImportance(model) : undefined;
  const skill = (score: Float32Array) => {
    const { mean } = icFigures(dailyIc(score, label, session, matrix.sessions.length).ic, matrix.horizon);
    return mean ?? 0;
  };
  const columns = matrix.columns.map((column) => column.slice(from, to));
  const permuted = permutationImportance(columns, session, (given) => predict(model, given), skill, seed);
  return Object.fromEntries(
    matrix.features.map(({ name }, f) => [
      name,
      { gain: gain ? known(gain[f]) : null, permutation: known(permuted[f]) },
    ]),
  );
}

/** Deciles of each transformed feature and of the out-of-sample score. */
function quantilesOf(matrix: TrainingMatrix, score: Float64Array): Record<string, number[]> {
  const deciles = (values: ArrayLike<number>) => {
    const stride = Math.max(1, Math.floor(values.length / SAMPLE_ROWS));
    const sample: number[] = [];
    for (let i = 0; i < values.length; i += stride) if (!Number.isNaN(values[i])) sample.push(values[i]);
    const sorted = Float64Array.from(sample);
    return sample.length === 0 ? [] : Array.from({ length: 9 }, (_, k) => quantile(sorted, (k + 1) / 10));
  };
  return Object.fromEntries([
    ...matrix.features.map(({ name }, f) => [name, deciles(matrix.columns[f])] as const),
    ['score', deciles(score)] as const,
  ]);
}
