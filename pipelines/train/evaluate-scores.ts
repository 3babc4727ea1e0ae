import { isoDate } from '../../models/bars/index.js';
import {
  auc,
  brierDecomposition,
  dailyIc,
  logLoss,
  rankBySession,
  residualBySession,
} from '../../models/learning/index.js';
import { neweyWest, overlapLag } from '../../models/statistics/index.js';
import type { ModelEvaluation } from '../score/index.js';
import { judgedRows } from './calibrate-scores.js';
import { decileReturns } from './decile-returns.js';
import { icFigures, known, meanFigures } from './score-figures.js';
import { scoreSlices, spreadFigures } from './score-slices.js';
import { type SessionSeries, sessionSeries } from './session-series.js';
import { pick, type ScoredRows, testRows, type TestRows } from './test-rows.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Everything that is measured of out-of-sample scores; folds are added by the caller. */
export function evaluateScores(
  matrix: TrainingMatrix,
  scored: ScoredRows,
  shuffled: Float64Array,
  costBps: number,
): Omit<ModelEvaluation, 'folds'> {
  const { horizon } = matrix;
  const sessions = matrix.sessions.length;
  const test = testRows(matrix, scored);
  const series = sessionSeries(test, sessions, horizon);
  const baselines = Object.entries({
    constant: new Float64Array(test.rows.length),
    'shuffled label': shuffled,
    ...Object.fromEntries(
      Object.entries(matrix.baselines).map(([name, values]) => [name, pick(values, test.rows)]),
    ),
  });
  const icOf = (values: Float64Array, outcome: Float64Array) =>
    dailyIc(values, outcome, test.session, sessions).ic;
  const left = withoutBeta(matrix, test);
  const neutral = icOf(test.score, left);
  return {
    ic: icFigures(series.ic, horizon),
    neutralIc: icFigures(neutral, horizon),
    independentPeriods: independentPeriods(series.ic, test.session, horizon),
    icBySession: icSeries(series.ic, matrix.sessions),
    deciles: decileReturns(test, sessions, horizon),
    spread: spreadFigures(series, horizon, costBps),
    auc: known(auc(test.score, test.above)),
    ...probabilityFigures(test),
    errors: errorsOf(series, horizon),
    baselines: Object.fromEntries(
      baselines.map(([name, values]) => [name, icFigures(icOf(values, test.label), horizon)]),
    ),
    overBaseline: overBest(
      neutral,
      baselines.map(([name, values]) => [name, icOf(values, left)]),
      horizon,
    ),
    slices: scoreSlices(matrix, test, series, costBps),
  };
}

/**
 * The label's rank less what its session's regression on the rank of beta explains. A score that only
 * knows which symbols move most with the market has no rank correlation with it, however well it did
 * while the market rose.
 */
function withoutBeta(matrix: TrainingMatrix, { rows, label, session }: TestRows): Float64Array {
  const beta = Float32Array.from(rows, (row) => matrix.beta[row]);
  return residualBySession(rankBySession(label, session), beta, session);
}

/** Horizons that fit side by side into the test, and no more than there are sessions with an IC. */
function independentPeriods(ic: Float64Array, session: Int32Array, horizon: number): number {
  const span = session[session.length - 1] - session[0] + 1;
  const measured = ic.reduce((n, value) => (Number.isNaN(value) ? n : n + 1), 0);
  return Math.min(Math.floor(span / horizon), measured);
}

function icSeries(ic: Float64Array, sessions: Float64Array): ModelEvaluation['icBySession'] {
  const present = [...ic.keys()].filter((t) => !Number.isNaN(ic[t]));
  return { date: present.map((t) => isoDate(sessions[t])), ic: present.map((t) => ic[t]) };
}

function probabilityFigures(test: TestRows): Pick<ModelEvaluation, 'brier' | 'logLoss'> {
  const { probability, label } = judgedRows(test.probability, test.above);
  if (label.length === 0) return { brier: null, logLoss: null };
  const { score, reliability, resolution, uncertainty, within, skill } = brierDecomposition(
    probability,
    label,
  );
  return {
    brier: {
      score: known(score),
      reliability: known(reliability),
      resolution: known(resolution),
      uncertainty: known(uncertainty),
      within: known(within),
      skill: known(skill),
    },
    logLoss: known(logLoss(probability, label)),
  };
}

function errorsOf(series: SessionSeries, horizon: number): ModelEvaluation['errors'] {
  const error = (values: Float64Array) => meanFigures(values, horizon).stdErr;
  return {
    auc: error(series.auc),
    brier: error(series.brier),
    logLoss: error(series.logLoss),
    turnover: error(series.turnover),
  };
}

/** Mean daily difference of IC, market beta taken out, between the model and its best baseline. */
function overBest(
  ic: Float64Array,
  baselines: readonly (readonly [name: string, ic: Float64Array])[],
  horizon: number,
): ModelEvaluation['overBaseline'] {
  const [best] = baselines
    .filter(([name]) => name !== 'shuffled label')
    .map(([name, values]) => ({ name, values, mean: neweyWest(values, 0).mean }))
    .filter(({ mean }) => !Number.isNaN(mean))
    .sort((a, b) => b.mean - a.mean);
  if (best === undefined) return null;
  const difference = ic.map((value, t) => value - best.values[t]);
  const { mean, standardError } = neweyWest(difference, overlapLag(difference.length, horizon));
  return { baseline: best.name, difference: known(mean), t: known(mean / standardError) };
}
