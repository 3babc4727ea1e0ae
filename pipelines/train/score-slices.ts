import { isoDate } from '../../models/bars/index.js';
import { rankBySession } from '../../models/learning/index.js';
import type { ModelEvaluation, SliceFigures } from '../score/index.js';
import { icFigures, known, meanFigures } from './score-figures.js';
import { type SessionSeries, sessionSeries } from './session-series.js';
import { pick, someRows, type TestRows } from './test-rows.js';
import type { TrainingMatrix } from './training-matrix.js';

const THIRDS = ['least traded third', 'middle third', 'most traded third'];

/**
 * The figures of scores by year, regime, sector and third of dollar volume. Tenths of a sector or a third are
 * the tenths within it; sessions of a year or a regime keep their place in time, so that overlap is still seen.
 * @param series of all rows.
 */
export function scoreSlices(
  matrix: TrainingMatrix,
  test: TestRows,
  series: SessionSeries,
  costBps: number,
): ModelEvaluation['slices'] {
  const { horizon } = matrix;
  const sessions = matrix.sessions.length;
  const slices: SliceFigures[] = [];
  const add = (by: string, value: string, of: SessionSeries) => {
    if (of.ic.some((ic) => !Number.isNaN(ic)))
      slices.push({ by, value, ...sliceFigures(of, horizon, costBps) });
  };
  const bySession = (by: string, valueOf: (t: number) => string) => {
    const values = Array.from(matrix.sessions, (_, t) => valueOf(t));
    for (const value of [...new Set(values)].sort())
      add(
        by,
        value,
        partOf(series, (t) => values[t] === value),
      );
  };
  const byRow = (by: string, value: string, isIncluded: (place: number) => boolean) =>
    add(by, value, sessionSeries(someRows(test, isIncluded), sessions, horizon));
  bySession('year', (t) => isoDate(matrix.sessions[t]).slice(0, 4));
  bySession('regime', (t) => matrix.regime[t]);
  matrix.sectorNames.forEach((name, k) =>
    byRow('sector', name, (place) => matrix.sector[test.rows[place]] === k),
  );
  const liquidity = rankBySession(pick(matrix.dollarVolume, test.rows), test.session);
  THIRDS.forEach((name, k) =>
    byRow('liquidity', name, (place) => Math.min(2, Math.floor((liquidity[place] + 0.5) * 3)) === k),
  );
  return slices;
}

function partOf(series: SessionSeries, isIncluded: (t: number) => boolean): SessionSeries {
  const part = (values: Float64Array) => values.map((value, t) => (isIncluded(t) ? value : Number.NaN));
  return {
    ic: part(series.ic),
    auc: part(series.auc),
    brier: part(series.brier),
    logLoss: part(series.logLoss),
    spread: part(series.spread),
    turnover: part(series.turnover),
  };
}

function sliceFigures(
  series: SessionSeries,
  horizon: number,
  costBps: number,
): Omit<SliceFigures, 'by' | 'value'> {
  return {
    ic: icFigures(series.ic, horizon),
    spread: spreadFigures(series, horizon, costBps),
    auc: meanFigures(series.auc, horizon),
    brier: meanFigures(series.brier, horizon),
    logLoss: meanFigures(series.logLoss, horizon),
  };
}

/**
 * Top less bottom tenth before and after costs. Replacing a share of both tenths sells and buys that share on
 * the long and on the short side: four times the one-way cost.
 */
export function spreadFigures(
  { spread, turnover }: SessionSeries,
  horizon: number,
  costBps: number,
): ModelEvaluation['spread'] {
  const { mean: gross, stdErr } = meanFigures(spread, horizon);
  const replaced = meanFigures(turnover, horizon).mean;
  const cost = replaced === null ? Number.NaN : (4 * replaced * costBps) / 10_000;
  return { gross, net: known((gross ?? Number.NaN) - cost), stdErr, turnover: replaced, costBps };
}
