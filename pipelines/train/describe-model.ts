import { isoDate } from '../../models/bars/index.js';
import {
  conformalThroughTime,
  dailyIc,
  gainImportance,
  permutationImportance,
  sigmoid,
} from '../../models/learning/index.js';
import { quantileInPlace } from '../../models/statistics/index.js';
import { featureVersion, type ModelCardInput, type ModelEvaluation } from '../score/index.js';
import { calibrateScores } from './calibrate-scores.js';
import { icFigures, known } from './score-figures.js';
import { aboveMiddle, pick, type ScoredRows } from './test-rows.js';
import { expectedReturn } from './expected-return.js';
import { type FitResult, type FittedModel, predict } from './fit-range.js';
import { partialCurves } from './partial-curves.js';
import type { TrainOptions } from './train-options.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';
import { judge } from './verdict.js';

/** What a training found out, for the card. */
export interface Findings {
  readonly codeVersion: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly scored: ScoredRows;
  readonly evaluation: ModelEvaluation;
  readonly final: FitResult;
  readonly trials: number;
  readonly onnxMaxAbsDiff: number;
  readonly seconds: number;
}

/** Rows that permutation importance and drift quantiles are taken over. */
const SAMPLE_ROWS = 20_000;
const COVERAGE_LEVEL = 0.8;

/** The card of a trained model: its verdict, evidence, calibration and provenance. */
export function describeModel(
  matrix: TrainingMatrix,
  options: TrainOptions,
  { codeVersion, now, scored, evaluation, final, trials, onnxMaxAbsDiff, seconds }: Findings,
): ModelCardInput {
  const { verdict, reasons } = judge(evaluation, trials);
  const from = matrix.session[0];
  const to = matrix.session[matrix.session.length - 1];
  const { workers: _workers, ...stated } = options;
  const importance = importanceOf(matrix, final.model, options.seed);
  const isProbability = final.model.objective === 'logistic';
  return {
    format: 1,
    name: options.name,
    title: `${options.model} on ${matrix.labelName}, ${matrix.source}`,
    kind: options.model,
    createdAt: new Date(now).toISOString(),
    features: matrix.features.map(({ name, expression }) => ({
      name,
      expression,
      version: featureVersion(expression),
    })),
    input: { tensor: 'features', layout: 'matrix', transform: 'rank', missing: 'pass' },
    output: {
      tensor: 'score',
      kind: isProbability ? 'probability' : 'score',
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
      codeVersion,
      seconds,
      onnxMaxAbsDiff,
      importance,
      quantiles: quantilesOf(matrix, servedScores(finalScores(matrix, final.model), isProbability)),
      partial: partialCurves(matrix, final.model, importance),
    },
    evaluation,
    verdict,
    reasons: [...reasons],
    ...certainty(matrix, scored, isProbability),
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

/** What the model gives to the rows it learnt from, thinned: tonight's scores are compared with its own, not its folds'. */
function finalScores({ columns, session }: TrainingMatrix, model: FittedModel): Float64Array {
  const stride = Math.max(1, Math.floor(session.length / SAMPLE_ROWS));
  const sample = columns.map((column) => column.filter((_, row) => row % stride === 0));
  return Float64Array.from(predict(model, sample));
}

/** Deciles of each transformed feature and of the model's own score. */
function quantilesOf(matrix: TrainingMatrix, score: Float64Array): Record<string, number[]> {
  const deciles = (values: ArrayLike<number>) => {
    const stride = Math.max(1, Math.floor(values.length / SAMPLE_ROWS));
    const sample: number[] = [];
    for (let i = 0; i < values.length; i += stride) if (!Number.isNaN(values[i])) sample.push(values[i]);
    const drawn = Float64Array.from(sample);
    return sample.length === 0
      ? []
      : Array.from({ length: 9 }, (_, k) => quantileInPlace(drawn, drawn.length, (k + 1) / 10));
  };
  return Object.fromEntries([
    ...matrix.features.map(({ name }, f) => [name, deciles(matrix.columns[f])] as const),
    ['score', deciles(score)] as const,
  ]);
}
