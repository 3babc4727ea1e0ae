import { combinatorialPurgedFolds } from './k-fold.js';
import { sessionGroups } from './purge.js';

/** What choosing among finished trials gives on every path through time. Sharpe ratios per bar, ddof 1. */
export interface CombinatorialSelection {
  readonly folds: number;
  /** Of each path: every session tested once by a trial that was chosen without it. Ascending. */
  readonly pathSharpes: Float64Array;
  readonly mean: number;
  /** Share of the paths that lost. */
  readonly lossShare: number;
  /** How often each trial was chosen, by its place. */
  readonly chosen: Int32Array;
}

/**
 * Combinatorial purged cross-validation of a choice among finished trials: sessions are cut into groups; for
 * every choice of test groups the trial with the highest Sharpe ratio on the other sessions is taken, an
 * embargo after each test group left out; the tests are strung together to paths that each cover all
 * sessions. A distribution of out-of-sample results in place of one.
 * Source: López de Prado (2018), Advances in Financial Machine Learning, 12.4.
 * @param returns one array per trial over the same bars; index i is bar i.
 * @throws when groups and test groups do not fit the sessions.
 */
export function combinatorialSelection(
  returns: readonly Float64Array[],
  options: { readonly groups: number; readonly testGroups: number; readonly embargo: number },
): CombinatorialSelection {
  const { groups, testGroups, embargo } = options;
  const bars = returns[0]?.length ?? 0;
  const { folds, paths } = combinatorialPurgedFolds(bars, { groups, testGroups, horizon: 0, embargo });
  const ranges = sessionGroups(bars, groups);
  const chosen = new Int32Array(returns.length);
  const choices = folds.map(({ train }) => {
    const best = highestSharpe(returns, train);
    if (best >= 0) chosen[best]++;
    return best;
  });
  const path = new Float64Array(bars);
  const pathSharpes = Float64Array.from(paths, (foldOf) => {
    ranges.forEach(({ from, to }, g) => {
      const trial = returns[choices[foldOf[g]]];
      for (let i = from; i < to; i++) path[i] = trial === undefined ? 0 : trial[i];
    });
    return sharpeOn(path, undefined);
  }).sort();
  return {
    folds: folds.length,
    pathSharpes,
    mean: pathSharpes.reduce((sum, value) => sum + value, 0) / pathSharpes.length,
    lossShare: pathSharpes.filter((value) => value < 0).length / pathSharpes.length,
    chosen,
  };
}

/** Place of the trial that was best on some bars; −1 when no trial's returns varied. */
function highestSharpe(returns: readonly Float64Array[], bars: Int32Array): number {
  let best = -1;
  let highest = Number.NaN;
  returns.forEach((column, k) => {
    const value = sharpeOn(column, bars);
    if (Number.isNaN(value) || value <= highest) return;
    best = k;
    highest = value;
  });
  return best;
}

/** mean / std (ddof 1) of chosen bars, or of all; NaN when they do not vary. */
function sharpeOn(column: Float64Array, bars: Int32Array | undefined): number {
  const n = bars?.length ?? column.length;
  let mean = 0;
  for (let k = 0; k < n; k++) mean += column[bars === undefined ? k : bars[k]];
  mean /= n;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += (column[bars === undefined ? k : bars[k]] - mean) ** 2;
  const deviation = Math.sqrt(squares / (n - 1));
  return deviation > 1e-12 * Math.abs(mean) ? mean / deviation : Number.NaN;
}
