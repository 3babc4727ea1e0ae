import {
  checkPurge,
  type Fold,
  type PurgeOptions,
  purgedTraining,
  sessionGroups,
  sessionsOf,
} from './purge.js';

/**
 * Purged k-fold cross-validation: every session is tested once, in blocks of neighbours, and what the
 * test labels touch is purged and embargoed from the training side (López de Prado 2018, 7.4).
 * Splits are by session, never by row: all symbols of a day are on the same side.
 * @throws when there are fewer than two folds, or fewer sessions than folds.
 */
export function purgedKFold(sessions: number, options: PurgeOptions & { readonly folds: number }): Fold[] {
  const { folds } = options;
  checkPurge('purgedKFold', options);
  if (!Number.isInteger(folds) || folds < 2 || folds > sessions) {
    throw new Error(`purgedKFold: folds must be an integer from 2 to ${sessions} sessions, was ${folds}`);
  }
  return sessionGroups(sessions, folds).map((range) => ({
    train: purgedTraining(sessions, [range], options),
    test: sessionsOf([range]),
  }));
}

/** A fold that tests several groups at once. */
export interface CombinatorialFold extends Fold {
  readonly testGroups: readonly number[];
}

export interface CombinatorialFolds {
  readonly folds: readonly CombinatorialFold[];
  /** `paths[p][g]` is the fold whose predictions cover group g on path p. */
  readonly paths: readonly Int32Array[];
}

/**
 * Combinatorial purged cross-validation: with N groups of sessions, every choice of k of them is tested
 * once, C(N, k) folds, whose predictions make up C(N − 1, k − 1) complete paths through history, so that
 * a backtest has a distribution instead of one value (López de Prado 2018, ch. 12).
 * @throws when the numbers do not fit, or there would be more than 10,000 folds.
 */
export function combinatorialPurgedFolds(
  sessions: number,
  options: PurgeOptions & { readonly groups: number; readonly testGroups: number },
): CombinatorialFolds {
  const { groups, testGroups } = options;
  checkPurge('combinatorialPurgedFolds', options);
  if (!Number.isInteger(groups) || groups < 2 || groups > sessions) {
    throw new Error(
      `combinatorialPurgedFolds: groups must be an integer from 2 to ${sessions} sessions, was ${groups}`,
    );
  }
  if (!Number.isInteger(testGroups) || testGroups < 1 || testGroups >= groups) {
    throw new Error(
      `combinatorialPurgedFolds: testGroups must be an integer from 1 to ${groups - 1}, was ${testGroups}`,
    );
  }
  const choices = combinations(groups, testGroups, 10_000);
  const ranges = sessionGroups(sessions, groups);
  const folds = choices.map((chosen) => {
    const tests = chosen.map((g) => ranges[g]);
    return {
      testGroups: chosen,
      train: purgedTraining(sessions, tests, options),
      test: sessionsOf(tests),
    };
  });
  return { folds, paths: foldPaths(choices, groups, testGroups) };
}

/** Every way to choose `size` of 0 … n − 1, in lexical order. @throws beyond `limit`. */
export function combinations(n: number, size: number, limit: number): number[][] {
  let total = 1;
  for (let k = 1; k <= size; k++) total = (total * (n - size + k)) / k;
  if (total > limit) {
    throw new Error(
      `combinations: ${size} of ${n} has ${Math.round(total)} choices, at most ${limit} allowed`,
    );
  }
  const all: number[][] = [];
  const chosen = Array.from({ length: size }, (_, k) => k);
  while (true) {
    all.push([...chosen]);
    let k = size - 1;
    while (k >= 0 && chosen[k] === n - size + k) k--;
    if (k < 0) return all;
    chosen[k]++;
    for (let j = k + 1; j < size; j++) chosen[j] = chosen[j - 1] + 1;
  }
}

/** The p-th fold that tests group g belongs to path p. */
function foldPaths(choices: readonly number[][], groups: number, testGroups: number): Int32Array[] {
  const count = (choices.length * testGroups) / groups;
  const paths = Array.from({ length: count }, () => new Int32Array(groups));
  const used = new Int32Array(groups);
  choices.forEach((chosen, fold) => {
    for (const g of chosen) paths[used[g]++][g] = fold;
  });
  return paths;
}
