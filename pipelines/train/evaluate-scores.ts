import { isoDate } from '../../models/bars/index.js';
import {
  auc,
  brierDecomposition,
  calibrate,
  applyCalibration,
  dailyIc,
  residualBySession,
  logLoss,
  rankBySession,
  reliability,
  type CalibrationMap,
  type ReliabilityBin,
} from '../../models/learning/index.js';
import { neweyWest, overlapLag, summariseIc } from '../../models/statistics/index.js';
import type { IcFigures, ModelEvaluation } from '../score/index.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Out-of-sample rows of a matrix and the scores that models gave them. */
export interface ScoredRows {
  /** Rows of the matrix, ascending. */
  readonly rows: Int32Array;
  readonly score: Float64Array;
}

type EvaluationParts = Omit<ModelEvaluation, 'folds'>;

/** Everything that is measured of out-of-sample scores; folds are added by the caller. */
export function evaluateScores(
  matrix: TrainingMatrix,
  { rows, score }: ScoredRows,
  shuffled: Float64Array,
  costBps: number,
): EvaluationParts {
  const session = Int32Array.from(rows, (row) => matrix.session[row]);
  const label = pick(matrix.label, rows);
  const forward = pick(matrix.forward, rows);
  const beta = Float32Array.from(rows, (row) => matrix.beta[row]);
  const n = matrix.sessions.length;
  const daily = dailyIc(score, label, session, n);
  const baselineScores: Record<string, Float64Array> = {
    constant: new Float64Array(rows.length),
    'shuffled label': shuffled,
  };
  for (const [name, values] of Object.entries(matrix.baselines)) baselineScores[name] = pick(values, rows);
  const baselineDaily = Object.fromEntries(
    Object.entries(baselineScores).map(([name, values]) => [name, dailyIc(values, label, session, n).ic]),
  );
  const left = withoutBeta(label, beta, session);
  const neutral = {
    model: dailyIc(score, left, session, n).ic,
    baselines: Object.fromEntries(
      Object.entries(baselineScores).map(([name, values]) => [name, dailyIc(values, left, session, n).ic]),
    ),
  };
  const above = aboveMiddle(label, session);
  const judged = judgeProbabilities(score, above, session, matrix.horizon);
  return {
    ic: icFigures(daily.ic, matrix.horizon),
    neutralIc: icFigures(neutral.model, matrix.horizon),
    independentPeriods: Math.floor((session[session.length - 1] - session[0] + 1) / matrix.horizon),
    icBySession: icSeries(daily.ic, matrix.sessions),
    ...decilesAndSpread(matrix, rows, score, session, forward, costBps),
    auc: known(auc(score, above)),
    brier: judged ? knownAll(brierDecomposition(judged.probability, judged.label)) : null,
    logLoss: judged ? known(logLoss(judged.probability, judged.label)) : null,
    baselines: Object.fromEntries(
      Object.entries(baselineDaily).map(([name, ic]) => [name, icFigures(ic, matrix.horizon)]),
    ),
    overBaseline: overBest(neutral.model, neutral.baselines, matrix.horizon),
    slices: slices(matrix, rows, score, label, session, daily.ic),
  };
}

/**
 * The label's rank less what its session's regression on the rank of beta explains. A score that only
 * knows which symbols move most with the market has no rank correlation with it, however well it did
 * while the market rose.
 */
function withoutBeta(label: Float64Array, beta: Float32Array, session: Int32Array): Float64Array {
  return residualBySession(rankBySession(label, session), beta, session);
}

/** 1 where the label is above the middle of its session. */
export function aboveMiddle(label: Float64Array, session: Int32Array): Float64Array {
  return Float64Array.from(rankBySession(label, session), (rank) => (rank > 0 ? 1 : 0));
}

/** The calibration of all rows, and its reliability on later rows under a map fitted on earlier ones. */
export function calibrateScores(
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
):
  | {
      map: CalibrationMap;
      brier: { isotonic: number; platt: number; baseRate: number };
      bins: ReliabilityBin[];
    }
  | undefined {
  const judged = judgeProbabilities(score, label, session, horizon);
  if (!judged) return undefined;
  const { map, brier } = calibrate(score, label, session, horizon);
  return { map, brier, bins: reliability(judged.probability, judged.label, 10, 1 / horizon) };
}

const EARLY_SHARE = 0.6;

/** Probabilities of the later rows under a calibration of the earlier ones; undefined with too few. */
function judgeProbabilities(
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  horizon: number,
): { probability: Float64Array; label: Float64Array } | undefined {
  const cut = session[Math.floor(score.length * EARLY_SHARE)];
  let early = 0;
  while (early < session.length && session[early] < cut - horizon) early++;
  let late = early;
  while (late < session.length && session[late] < cut) late++;
  if (early === 0 || session[early - 1] - session[0] < 4 * horizon) return undefined;
  const { map } = calibrate(
    score.subarray(0, early),
    label.subarray(0, early),
    session.subarray(0, early),
    horizon,
  );
  return {
    probability: score.slice(late).map((s) => applyCalibration(map, s)),
    label: label.slice(late),
  };
}

/** IC of some sessions, with an error that allows for the overlap of their labels. */
export function icFigures(ic: Float64Array, horizon: number): IcFigures {
  const pairs = new Float64Array(ic.length);
  const { mean, standardError, tStatistic, informationRatio, n } = summariseIc({ ic, pairs }, horizon);
  return {
    mean: known(mean),
    stdErr: known(standardError),
    t: known(tStatistic),
    ir: known(informationRatio),
    sessions: n,
  };
}

function icSeries(ic: Float64Array, sessions: Float64Array): { date: string[]; ic: number[] } {
  const present = [...ic.keys()].filter((t) => !Number.isNaN(ic[t]));
  return { date: present.map((t) => isoDate(sessions[t])), ic: present.map((t) => ic[t]) };
}

/** Mean daily difference of IC, market beta taken out, between the model and its best baseline. */
function overBest(
  ic: Float64Array,
  baselines: Readonly<Record<string, Float64Array>>,
  horizon: number,
): ModelEvaluation['overBaseline'] {
  const means = Object.entries(baselines)
    .filter(([name]) => name !== 'shuffled label')
    .map(([name, values]) => ({ name, values, mean: neweyWest(values, 0).mean }))
    .filter(({ mean }) => !Number.isNaN(mean))
    .sort((a, b) => b.mean - a.mean);
  if (means.length === 0) return null;
  const difference = ic.map((value, t) => value - means[0].values[t]);
  const { mean, standardError } = neweyWest(difference, overlapLag(difference.length, horizon));
  return { baseline: means[0].name, difference: known(mean), t: known(mean / standardError) };
}

/** What followed each tenth of the scores, and the top less the bottom tenth before and after costs. */
function decilesAndSpread(
  matrix: TrainingMatrix,
  rows: Int32Array,
  score: Float64Array,
  session: Int32Array,
  forward: Float64Array,
  costBps: number,
): Pick<ModelEvaluation, 'deciles' | 'spread'> {
  const n = matrix.sessions.length;
  const rank = rankBySession(score, session);
  const sums = Array.from({ length: 10 }, () => new Float64Array(n));
  const counts = Array.from({ length: 10 }, () => new Int32Array(n));
  for (let i = 0; i < rows.length; i++) {
    const decile = Math.min(9, Math.floor((rank[i] + 0.5) * 10));
    sums[decile][session[i]] += forward[i];
    counts[decile][session[i]]++;
  }
  const means = sums.map((sum, q) => sum.map((total, t) => total / counts[q][t]));
  const spread = means[9].map((top, t) => top - means[0][t]);
  const lag = overlapLag(n, matrix.horizon);
  const gross = neweyWest(spread, lag);
  const turnover = extremeTurnover(matrix, rows, rank, session);
  // Replacing a share of both tenths sells and buys that share on the long and on the short side.
  const cost = (4 * turnover * costBps) / 10_000;
  return {
    deciles: means.map((mean, q) => {
      const { mean: meanReturn, standardError } = neweyWest(mean, lag);
      return {
        decile: q + 1,
        meanReturn: known(meanReturn),
        stdErr: known(standardError),
        n: counts[q].reduce((sum, count) => sum + count, 0),
      };
    }),
    spread: {
      gross: known(gross.mean),
      net: known(gross.mean - cost),
      stdErr: known(gross.standardError),
      turnover: known(turnover),
      costBps,
    },
  };
}

/** Mean share of the top and bottom tenth that is new when they are formed again a horizon later. */
function extremeTurnover(
  matrix: TrainingMatrix,
  rows: Int32Array,
  rank: Float32Array,
  session: Int32Array,
): number {
  let sum = 0;
  let formed = 0;
  let last: Set<number> | undefined;
  let due = -1;
  for (let from = 0; from < rows.length; ) {
    const now = session[from];
    let to = from;
    while (to < rows.length && session[to] === now) to++;
    if (now >= due) {
      const held = new Set<number>();
      for (let i = from; i < to; i++) {
        // The sign tells the two tenths apart: a symbol that changes sides is new.
        if (rank[i] >= 0.4) held.add(matrix.symbol[rows[i]] + 1);
        else if (rank[i] < -0.4) held.add(-matrix.symbol[rows[i]] - 1);
      }
      if (last && held.size > 0) {
        let fresh = 0;
        for (const member of held) if (!last.has(member)) fresh++;
        sum += fresh / held.size;
        formed++;
      }
      last = held;
      due = now + matrix.horizon;
    }
    from = to;
  }
  return formed > 0 ? sum / formed : Number.NaN;
}

/** IC by year, regime, sector and third of dollar volume. */
function slices(
  matrix: TrainingMatrix,
  rows: Int32Array,
  score: Float64Array,
  label: Float64Array,
  session: Int32Array,
  ic: Float64Array,
): ModelEvaluation['slices'] {
  const out: ModelEvaluation['slices'] = [];
  const bySession = (by: string, valueOf: (t: number) => string) => {
    for (const value of [...new Set(Array.from(ic, (_, t) => valueOf(t)))].sort()) {
      const kept = ic.map((daily, t) => (valueOf(t) === value ? daily : Number.NaN));
      if (kept.some((daily) => !Number.isNaN(daily)))
        out.push({ by, value, ic: icFigures(kept, matrix.horizon) });
    }
  };
  bySession('year', (t) => isoDate(matrix.sessions[t]).slice(0, 4));
  bySession('regime', (t) => matrix.regime[t]);
  const byRow = (by: string, value: string, isIncluded: Uint8Array) => {
    const daily = dailyIc(score, label, session, matrix.sessions.length, isIncluded).ic;
    if (daily.some((one) => !Number.isNaN(one)))
      out.push({ by, value, ic: icFigures(daily, matrix.horizon) });
  };
  matrix.sectorNames.forEach((name, k) => {
    byRow(
      'sector',
      name,
      Uint8Array.from(rows, (row) => (matrix.sector[row] === k ? 1 : 0)),
    );
  });
  const liquidity = rankBySession(pick(matrix.dollarVolume, rows), session);
  ['least traded third', 'middle third', 'most traded third'].forEach((name, k) => {
    const third = (rank: number) => Math.min(2, Math.floor((rank + 0.5) * 3));
    byRow(
      'liquidity',
      name,
      Uint8Array.from(liquidity, (rank) => (third(rank) === k ? 1 : 0)),
    );
  });
  return out;
}

export function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

/** JSON has no NaN: unknown is null. */
export function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function knownAll(parts: ReturnType<typeof brierDecomposition>): NonNullable<ModelEvaluation['brier']> {
  const { score, reliability: off, resolution, uncertainty, within, skill } = parts;
  return {
    score: known(score),
    reliability: known(off),
    resolution: known(resolution),
    uncertainty: known(uncertainty),
    within: known(within),
    skill: known(skill),
  };
}
