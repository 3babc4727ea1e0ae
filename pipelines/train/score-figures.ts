import { neweyWest, overlapLag, summariseIc } from '../../models/statistics/index.js';
import type { IcFigures, MeanFigures } from '../score/index.js';

/** IC of some sessions, with an error that allows for the overlap of their labels. NaN = not among them. */
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

/** Mean of a series of sessions, NaN = no value, with an error that allows for the overlap of labels. */
export function meanFigures(series: Float64Array, horizon: number): MeanFigures {
  const { mean, standardError } = neweyWest(series, overlapLag(series.length, horizon));
  return { mean: known(mean), stdErr: known(standardError) };
}

/** JSON has no NaN: unknown is null. */
export function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
